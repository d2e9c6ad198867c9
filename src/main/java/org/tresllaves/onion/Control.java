package org.tresllaves.onion;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    private static final int MANY = 1_000;
    /** Longer lines and more in one reply come from no Tor that was asked what we ask. */
    private static final int LINE = 16_384;
    private static final int REPLY_LENGTH = 1 << 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>(MANY);
    private final BlockingQueue<Reply> events = new LinkedBlockingQueue<>(MANY);

    /** Everything Tor said at once: the code of its last line and the texts of all, a block of data as one text. */
    private record Reply(int code, List<String> lines) {
        private static final Reply END = new Reply(0, List.of());
    }

    private Control(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Connects, and makes sure that no other user of this machine only plays Tor there. Fails with a {@link TorFailure}. */
    public static Control open(TorPort port, SecureRandom random) throws IOException {
        Control control = new Control(port.open(LOCAL_TIMEOUT));
        try {
            Thread.ofVirtual().start(control::read);
            new CookieProof(control, Owners.of(port), random).give();
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
            boolean room = true;
            for (Reply next = reply(); room && next != Reply.END; next = reply()) {
                if (next.code() >= 600) {
                    events.offer(new Reply(next.code(), List.of(next.lines().getFirst())));
                } else {
                    room = replies.offer(next);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Ended: said below.
        } finally {
            end(replies);
            end(events);
        }
    }

    private static void end(BlockingQueue<Reply> queue) {
        while (!queue.offer(Reply.END)) {
            queue.poll();
        }
    }

    /** {@code 250-more}, {@code 250+data}, {@code 250 last}. */
    private Reply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        int length = 0;
        while (lines.size() < MANY && length < REPLY_LENGTH) {
            Optional<String> line = line();
            if (line.isEmpty() || line.get().length() < 4) {
                return Reply.END;
            }
            char mark = line.get().charAt(3);
            String text = line.get().substring(4);
            lines.add(mark == '+' ? text + data(REPLY_LENGTH - length) : text);
            length += lines.getLast().length();
            if (mark == ' ') {
                return new Reply(Integer.parseInt(line.get().substring(0, 3)), List.copyOf(lines));
            }
        }
        return Reply.END;
    }

    private String data(int most) throws IOException {
        StringBuilder data = new StringBuilder();
        for (Optional<String> line = line(); line.isPresent() && !line.get().equals("."); line = line()) {
            data.append(data.isEmpty() ? "" : "\n")
                    .append(line.get().startsWith("..") ? line.get().substring(1) : line.get());
            if (data.length() > most) {
                throw new IOException("too much data");
            }
        }
        return data.toString();
    }

    /** The next line without its end; empty where the connection ends. */
    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                boolean cr = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
                return Optional.of(line.substring(0, line.length() - (cr ? 1 : 0)));
            }
            if (line.length() == LINE) {
                throw new IOException("too long a line");
            }
            line.append((char) next);
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
