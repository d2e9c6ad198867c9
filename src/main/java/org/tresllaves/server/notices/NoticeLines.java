package org.tresllaves.server.notices;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.onion.TorPort;
import org.tresllaves.server.notices.BadNoticeFile.Reason;

/** The lines of a file of notices: a key, a space, a value. */
final class NoticeLines {
    private static final Set<String> ONCE = Set.of("socks", "smtp", "trust", "user", "password", "from");
    private static final Set<String> MANY = Set.of("to", "hook");
    private static final Pattern MAILBOX = Pattern
            .compile("[A-Za-z0-9.!#$%&*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.)+[A-Za-z0-9-]{1,63}");
    private static final Pattern HOST = Pattern
            .compile("(?=.{1,253}$)(?:[A-Za-z0-9-]{1,63}\\.)+[A-Za-z][A-Za-z0-9-]{0,62}");
    private static final Pattern TARGET = Pattern.compile("/[!-~]{0,1000}");

    private final List<String> lines;
    private final Map<String, Line> once = new HashMap<>();
    private final List<Line> many = new ArrayList<>();

    /** One line that says something. */
    private record Line(int number, String key, String value) {
        BadNoticeFile bad() {
            return new BadNoticeFile(Reason.VALUE, number, key);
        }

        String[] words(int least, int most) throws BadNoticeFile {
            String[] words = value.split(" +");
            if (words.length < least || words.length > most) {
                throw bad();
            }
            return words;
        }
    }

    NoticeLines(List<String> lines) {
        this.lines = lines;
    }

    NoticeFile parse() throws BadNoticeFile {
        if (lines.isEmpty() || !lines.getFirst().equals(NoticeFile.TYPE)) {
            throw new BadNoticeFile(Reason.FIRST_LINE, 1, "");
        }
        for (int i = 1; i < lines.size(); i++) {
            sort(i + 1, lines.get(i).strip());
        }
        Line socks = need("socks");
        TorPort port = TorPort.parse(socks.value()).orElseThrow(socks::bad);
        Trust trust = trust();
        Optional<MailServer> mail = mail(trust);
        List<Notice> notices = new ArrayList<>();
        for (Line line : many) {
            notices.add(line.key().equals("to")
                    ? letter(line, mail.orElseThrow(() -> missing("smtp")))
                    : hook(line, trust));
        }
        if (notices.isEmpty()) {
            throw missing("to");
        }
        return new NoticeFile(port, notices);
    }

    private void sort(int number, String text) throws BadNoticeFile {
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        String[] parts = text.split(" +", 2);
        Line line = new Line(number, parts[0], parts.length < 2 ? "" : parts[1]);
        if (MANY.contains(line.key())) {
            many.add(line);
        } else if (!ONCE.contains(line.key())) {
            throw new BadNoticeFile(Reason.KEY, number, "");
        } else if (once.putIfAbsent(line.key(), line) != null) {
            throw new BadNoticeFile(Reason.TWICE, number, line.key());
        }
        if (line.value().isEmpty() || line.value().chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw line.bad();
        }
        if (many.size() > NoticeFile.MAX_NOTICES) {
            throw new BadNoticeFile(Reason.LONG, number, line.key());
        }
    }

    private static BadNoticeFile missing(String key) {
        return new BadNoticeFile(Reason.MISSING, 0, key);
    }

    private Line need(String key) throws BadNoticeFile {
        Line line = once.get(key);
        if (line == null) {
            throw missing(key);
        }
        return line;
    }

    private Trust trust() throws BadNoticeFile {
        Line line = once.get("trust");
        if (line == null) {
            return Trust.ofJdk();
        }
        try {
            return Trust.ofFile(Path.of(line.value()));
        } catch (IOException | InvalidPathException e) {
            throw line.bad();
        }
    }

    private Optional<MailServer> mail(Trust trust) throws BadNoticeFile {
        if (!once.containsKey("smtp")) {
            for (String key : List.of("from", "user", "password")) {
                if (once.containsKey(key)) {
                    throw missing("smtp");
                }
            }
            return Optional.empty();
        }
        Line smtp = need("smtp");
        String[] words = smtp.words(3, 3);
        Line from = need("from");
        return Optional.of(new MailServer(host(smtp, words[0]), port(smtp, words[1]), security(smtp, words), login(),
                mailbox(from, from.value()), trust));
    }

    private Optional<MailServer.Login> login() throws BadNoticeFile {
        if (!once.containsKey("user") && !once.containsKey("password")) {
            return Optional.empty();
        }
        return Optional.of(new MailServer.Login(need("user").value(), need("password").value()));
    }

    private static MailServer.Security security(Line line, String[] words) throws BadNoticeFile {
        return switch (words[2]) {
            case "tls" -> MailServer.Security.TLS;
            case "starttls" -> MailServer.Security.STARTTLS;
            case "plain" -> {
                if (OnionAddress.parse(words[0]).isEmpty()) {
                    throw line.bad();
                }
                yield MailServer.Security.PLAIN;
            }
            default -> throw line.bad();
        };
    }

    private static Notice letter(Line line, MailServer server) throws BadNoticeFile {
        String[] words = line.words(1, 2);
        return new Mail(server, new Letter(server.from(), mailbox(line, words[0]), wording(line, words)));
    }

    private static Notice hook(Line line, Trust trust) throws BadNoticeFile {
        String[] words = line.words(1, 2);
        try {
            URI uri = new URI(words[0]);
            boolean secured = "https".equals(uri.getScheme());
            String host = host(line, String.valueOf(uri.getHost()));
            String target = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            boolean onion = "http".equals(uri.getScheme()) && OnionAddress.parse(host).isPresent();
            if (!secured && !onion || uri.getRawUserInfo() != null || uri.getRawFragment() != null
                    || !TARGET.matcher(target).matches()) {
                throw line.bad();
            }
            int port = uri.getPort() < 0 ? secured ? 443 : 80 : port(line, Integer.toString(uri.getPort()));
            return new Hook(host, port, secured, target, trust, wording(line, words));
        } catch (URISyntaxException e) {
            throw line.bad();
        }
    }

    private static Wording wording(Line line, String[] words) throws BadNoticeFile {
        if (words.length == 2 && !Wording.LANGUAGES.contains(words[1])) {
            throw line.bad();
        }
        return Wording.of(words.length == 2 ? Optional.of(words[1]) : Optional.empty());
    }

    private static String mailbox(Line line, String text) throws BadNoticeFile {
        if (!MAILBOX.matcher(text).matches()) {
            throw line.bad();
        }
        return text;
    }

    /** A name that somebody else looks up. An onion address with a wrong letter is no host. */
    private static String host(Line line, String text) throws BadNoticeFile {
        String host = text.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches() || host.endsWith(".onion") && OnionAddress.parse(host).isEmpty()) {
            throw line.bad();
        }
        return host;
    }

    private static int port(Line line, String text) throws BadNoticeFile {
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 65_535) {
            throw line.bad();
        }
        return Integer.parseInt(text);
    }
}
