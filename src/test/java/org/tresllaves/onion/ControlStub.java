package org.tresllaves.onion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control port that says what a test wants it to say, and writes down what it was asked. */
public final class ControlStub implements AutoCloseable {
    private final ServerSocketChannel listen = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Path path;
    private final Map<String, String> answers = new ConcurrentHashMap<>(
            Map.of("PROTOCOLINFO", "250-AUTH METHODS=NULL\r\n250 OK", "AUTHENTICATE", "250 OK"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /** Listens at a unix socket. */
    public ControlStub(Path path) throws IOException {
        this.path = path;
        listen.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().start(this::accept);
    }

    public TorPort port() {
        return new TorPort.Unix(path);
    }

    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** What is said to commands that begin like this. */
    public ControlStub answering(String start, String answer) {
        answers.put(start, answer);
        return this;
    }

    /** Hangs up, and on everybody who calls until told otherwise. */
    public void away(boolean gone) throws IOException {
        away = gone;
        for (SocketChannel socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (listen.isOpen()) {
            try {
                SocketChannel client = listen.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(client), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null && !away; line = in.readLine()) {
                asked.add(line);
                String command = line;
                String answer = answers.entrySet().stream().filter(entry -> command.startsWith(entry.getKey()))
                        .max(java.util.Comparator.comparingInt(entry -> entry.getKey().length()))
                        .map(Map.Entry::getValue).orElse("510 Unrecognized");
                client.write(ByteBuffer.wrap((answer + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            // The caller hung up.
        }
    }

    @Override
    public void close() throws IOException {
        listen.close();
        away(true);
    }
}
