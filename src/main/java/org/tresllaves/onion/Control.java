package org.tresllaves.onion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One authenticated connection to Tor's control port (Tor's control-spec): a command, its reply, and events in between. Every wait is bounded. Services
 * that were added over a connection end with it.
 */
public final class Control implements AutoCloseable {
    private static final int LOCAL_TIMEOUT = 5_000;
    private static final Duration REPLY = Duration.ofSeconds(30);
    private static final int MANY = 10_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reply> events = new LinkedBlockingQueue<>(MANY);

    /** Everything Tor said at once: the code of its last line and the texts of all, a block of data as one text. */
    private record Reply(int code, List<String> lines) {
        private static final Reply END = new Reply(0, List.of());
    }

    private Control(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        this.out = socket.getOutputStream();
    }

    /** Connects and proves with Tor's cookie that both are on one machine and may read the same file. Fails with a {@link TorFailure}. */
    public static Control open(TorPort port, SecureRandom random) throws IOException {
        Control control = new Control(port.open(LOCAL_TIMEOUT));
        try {
            Thread.ofVirtual().start(control::read);
            new CookieProof(control, random).give();
            return control;
        } catch (IOException | RuntimeException e) {
            control.close();
            throw e;
        }
    }

    /** Sends one line; returns what Tor said, without codes. A refusal is a {@link TorFailure} that carries Tor's words. */
    public synchronized List<String> ask(String command) throws IOException {
        if (command.indexOf('\r') >= 0 || command.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("one command is one line");
        }
        out.write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        Reply reply = take(replies, REPLY).orElseThrow(() -> new TorFailure(TorFailure.Reason.TOO_SLOW, "control"));
        if (reply.code() / 100 != 2) {
            throw new TorFailure(TorFailure.Reason.CONTROL_REFUSED, String.join(" ", reply.lines()));
        }
        return reply.lines();
    }

    /** GETINFO of one key. */
    public String info(String key) throws IOException {
        return value(ask("GETINFO " + key), key);
    }

    /** GETCONF of one option; empty when it stands at its default. */
    public Optional<String> setting(String option) throws IOException {
        String first = ask("GETCONF " + option).getFirst();
        int equals = first.indexOf('=');
        return equals < 0 ? Optional.empty() : Optional.of(first.substring(equals + 1));
    }

    /** What stands behind {@code key=} in a reply. */
    static String value(List<String> lines, String key) throws TorFailure {
        return lines.stream().filter(line -> line.startsWith(key + "=")).findFirst()
                .map(line -> line.substring(key.length() + 1))
                .orElseThrow(() -> new TorFailure(TorFailure.Reason.CONTROL_REFUSED, key));
    }

    /** Asks for these events, and for no others. */
    public void listen(String... names) throws IOException {
        ask("SETEVENTS " + String.join(" ", names));
    }

    /** The next event's first line, waited for this long. Fails when the connection has ended. */
    public Optional<String> event(Duration patience) throws IOException {
        return take(events, patience).map(event -> event.lines().getFirst());
    }

    private Optional<Reply> take(BlockingQueue<Reply> from, Duration patience) throws IOException {
        try {
            Reply next = from.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next == Reply.END) {
                from.add(next); // so that everybody who waits learns it
                throw new TorFailure(TorFailure.Reason.NOT_RUNNING, "control");
            }
            return Optional.ofNullable(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted");
        }
    }

    private void read() {
        try {
            for (Reply next = reply(); next != Reply.END; next = reply()) {
                if (next.code() >= 600) {
                    events.offer(next);
                } else {
                    replies.add(next);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Ended: said below.
        } finally {
            replies.add(Reply.END);
            events.poll();
            events.add(Reply.END);
        }
    }

    /** {@code 250-more}, {@code 250+data}, {@code 250 last}. */
    private Reply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MANY) {
            String line = in.readLine();
            if (line == null || line.length() < 4) {
                return Reply.END;
            }
            String text = line.substring(4);
            lines.add(line.charAt(3) == '+' ? text + data() : text);
            if (line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), List.copyOf(lines));
            }
        }
        return Reply.END;
    }

    private String data() throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            data.append(data.isEmpty() ? "" : "\n").append(line.startsWith("..") ? line.substring(1) : line);
        }
        return data.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
