package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds every class to the package table of the page design/architecture.md. */
@NullMarked
final class ArchitectureTest {
    private static final String ROOT = "org.tresllaves";
    private static final Path PAGE = Path.of("src/site/markdown/design/architecture.md");
    private static final Path SOURCES = Path.of("src/main/java/org/tresllaves");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.]+)` \\| (.+?) \\| (.+?) \\| (.+?) \\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9.]+)`");
    private static final List<String> ANYWHERE = List
            .of("java", "javax.crypto", "javax.security", "org.jspecify.annotations");
    private static final List<String> NOWHERE = List
            .of("java.net.http", "java.util.Random", "java.net.HttpURLConnection",
                    "java.util.concurrent.ThreadLocalRandom");
    private static final Set<String> NO_NETWORK = Set.of("protocol", "crypto", "tlog", "panel");
    /** Whoever makes a socket: Tor's, the local dialer, and the look at a unix socket before the server takes it. */
    private static final Set<String> DIALS = Set.of("onion", "org.tresllaves.client.LocalDialer",
            "org.tresllaves.server.StaleSocket");
    private static final Set<String> PRINTS = Set.of("cli", "server");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** One line of the table. */
    private record Row(String sentence, Set<String> ours, Set<String> others) {
    }

    @Test
    void everyPackageImportsOnlyWhatItsRowAllows() throws IOException {
        Map<String, Row> table = table();
        List<String> broken = new ArrayList<>();
        for (JavaClass here : CLASSES) {
            Row row = table.get(room(here));
            for (Dependency there : here.getDirectDependenciesFromSelf()) {
                if (row == null || !isAllowed(room(here), row, there.getTargetClass().getBaseComponentType())) {
                    broken.add(there.getDescription());
                }
            }
        }
        assertThat(CLASSES.size()).as("classes seen").isGreaterThan(20);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPackageHasARowAndOpensWithItsSentence() throws IOException {
        Map<String, Row> table = table();
        Set<String> rooms = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(SOURCES)) {
            for (Path file : walk.filter(p -> p.endsWith("package-info.java")).toList()) {
                String room = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
                rooms.add(room);
                assertThat(Files.readString(file)).startsWith("/** " + row(table, room).sentence())
                        .contains("@NullMarked");
            }
        }
        assertThat(rooms).isEqualTo(table.keySet());
    }

    @Test
    void theTableHasNoCircle() throws IOException {
        Map<String, Row> table = table();
        table.forEach((name, row) -> assertThat(reach(table, name, new TreeSet<>())).as(name).doesNotContain(name));
    }

    @Test
    void onlyTheTwoCommandsPrintAndNothingDrawsFromAWeakGenerator() {
        List<String> broken = new ArrayList<>();
        for (JavaClass here : CLASSES) {
            for (JavaAccess<?> access : here.getAccessesFromSelf()) {
                String target = access.getTargetOwner().getName() + "." + access.getName();
                boolean prints = target.equals("java.lang.System.out") || target.equals("java.lang.System.err")
                        || target.endsWith(".printStackTrace");
                boolean leaks = target.equals("java.lang.Math.random") || target.equals("java.net.URL.openConnection")
                        || target.equals("java.net.URL.openStream");
                if (leaks || prints && !PRINTS.contains(room(here))) {
                    broken.add(access.getDescription());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void socketsAreMadeInFewPlacesAndNoNameIsLookedUp() {
        List<String> broken = new ArrayList<>();
        Set<String> dialing = new TreeSet<>();
        for (JavaClass here : CLASSES) {
            for (JavaAccess<?> access : here.getAccessesFromSelf()) {
                String owner = access.getTargetOwner().getName();
                boolean dials = (owner.equals("java.net.Socket") || owner.equals("javax.net.ssl.SSLSocket"))
                        && access.getName().equals("<init>")
                        || owner.matches("java.nio.channels.(Asynchronous)?SocketChannel")
                                && access.getName().equals("open");
                boolean resolves = owner.equals("java.net.InetAddress")
                        && Set.of("getByName", "getAllByName", "getLocalHost").contains(access.getName())
                        || access.getDescription().contains("java.net.InetSocketAddress.<init>(java.lang.String, int)");
                if (dials) {
                    dialing.add(DIALS.contains(room(here)) ? room(here) : outer(here));
                }
                if (resolves || dials && !DIALS.contains(room(here)) && !DIALS.contains(outer(here))) {
                    broken.add(access.getDescription());
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(dialing).isEqualTo(new TreeSet<>(DIALS));
    }

    private static String outer(JavaClass of) {
        return of.getName().replaceFirst("\\$.*", "");
    }

    @Test
    void onlyNoticesLeaveTor() {
        Set<String> leaving = new TreeSet<>();
        for (JavaClass here : CLASSES) {
            here.getAccessesFromSelf().stream()
                    .filter(access -> access.getTargetOwner().getName().equals("org.tresllaves.onion.Tor")
                            && access.getName().equals("leave"))
                    .forEach(access -> leaving.add(room(here)));
        }
        assertThat(leaving).containsExactly("server.notices");
    }

    private static boolean isAllowed(String room, Row row, JavaClass target) {
        String name = target.getName();
        if (target.isPrimitive()
                || name.startsWith(ROOT + ".") && (row.ours().contains(room(target)) || room.equals(room(target)))) {
            return true;
        }
        if (NOWHERE.stream().anyMatch(prefix -> isUnder(name, prefix))) {
            return false;
        }
        if (isUnder(name, "java.sql") || isUnder(name, "javax.sql")) {
            return room.startsWith("server");
        }
        if (isUnder(name, "java.net") && NO_NETWORK.contains(room)) {
            return false;
        }
        return Stream.concat(ANYWHERE.stream(), row.others().stream()).anyMatch(prefix -> isUnder(name, prefix));
    }

    private static boolean isUnder(String name, String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".") || name.startsWith(prefix + "$");
    }

    private static String room(JavaClass of) {
        return of.getPackageName().equals(ROOT) ? "" : of.getPackageName().substring(ROOT.length() + 1);
    }

    private static Set<String> reach(Map<String, Row> table, String from, Set<String> seen) {
        for (String next : row(table, from).ours()) {
            if (seen.add(next)) {
                reach(table, next, seen);
            }
        }
        return seen;
    }

    private static Row row(Map<String, Row> table, String room) {
        return Optional.ofNullable(table.get(room)).orElseThrow(() -> new AssertionError("no row for " + room));
    }

    private static Map<String, Row> table() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), new Row(row.group(2), names(row.group(3)), names(row.group(4))));
            }
        }
        assertThat(rows).as("rows of " + PAGE).hasSizeGreaterThan(10);
        return rows;
    }

    private static Set<String> names(String cell) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(cell);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }
}
