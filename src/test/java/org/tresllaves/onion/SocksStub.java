package org.tresllaves.onion;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/** Stands where Tor's SOCKS port would: takes a user and a password and names alone, writes down what it was asked for, and leads to a port of this machine. */
public final class SocksStub implements AutoCloseable {
    private final ServerSocket listen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ToIntFunction<Asked> leadsTo;
    private volatile int reply;

    /** One request: who asked, by which kind of address, for what. */
    public record Asked(String user, String password, int kind, String host, int port) {
    }

    public SocksStub(int leadsTo) throws IOException {
        this(asked -> leadsTo);
    }

    /** One that leads each name to a port of its own. */
    public SocksStub(ToIntFunction<Asked> leadsTo) throws IOException {
        this.leadsTo = leadsTo;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listen.getLocalPort();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Answers with this code from now on; 0 leads on. */
    public void answering(int code) {
        reply = code;
    }

    private void accept() {
        while (!listen.isClosed()) {
            try {
                Socket client = listen.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            byte[] greeting = in.readNBytes(2 + (in.readUnsignedByte() == 5 ? 0 : 99));
            if (greeting.length != 2 || greeting[0] != 1 || greeting[1] != 2) {
                return;
            }
            out.write(new byte[]{5, 2});
            in.readUnsignedByte();
            String user = text(in);
            String password = text(in);
            out.write(new byte[]{1, 0});
            in.skipNBytes(3);
            int kind = in.readUnsignedByte();
            String host = kind == 3 ? text(in) : "address";
            if (kind != 3) {
                in.skipNBytes(kind == 1 ? 4 : 16);
            }
            Asked request = new Asked(user, password, kind, host, in.readUnsignedShort());
            asked.add(request);
            out.write(new byte[]{5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
            if (reply == 0) {
                lead(client, leadsTo.applyAsInt(request));
            }
        } catch (IOException e) {
            // The caller hung up.
        }
    }

    private static void lead(Socket client, int port) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofVirtual().start(() -> {
                try {
                    server.getInputStream().transferTo(client.getOutputStream());
                    client.shutdownOutput();
                } catch (IOException e) {
                    // The caller hung up.
                }
            });
            client.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listen.close();
    }
}
