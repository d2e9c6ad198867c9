package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.PageListing;
import org.tresllaves.protocol.Questionnaires;

/** What is shipped: the server holds no code for a private share, the people's command holds no server. */
@NullMarked
final class ArtifactTest {
    private static final Path SERVER = Path.of("target/dist/tresllaves-server");
    private static final Path PEOPLE = Path.of("target/dist/tresllaves");
    private static final List<String> NOT_IN_SERVER = List.of("panel/", "desk/", "cli/", "source/", "client/",
            "leaflet/",
            "witness/",
            "crypto/Audit", "crypto/Capsule", "crypto/Cobblestone", "crypto/Dealing", "crypto/EnvelopeKeys",
            "crypto/Gf256", "crypto/Recover",
            "crypto/Release", "crypto/Sharing");

    @Test
    void theServerHoldsNoCodeForAPrivateShare() throws IOException {
        List<String> entries = ours(SERVER);
        assertThat(entries).anyMatch(name -> name.startsWith("server/") && name.endsWith(".class"))
                .contains("crypto/Ed25519.class");
        assertThat(entries).noneMatch(name -> NOT_IN_SERVER.stream().anyMatch(name::startsWith));
    }

    /** Whatever is added here is run beside the reports: mail is for notices; no HTTP client, no expression language, no auto-configuration, no templates. */
    @Test
    void theServersLibrariesAreThese() throws IOException {
        assertThat(libraries(SERVER)).containsExactly("angus-activation", "angus-core", "bcprov-jdk18on",
                "commons-logging", "flyway-core",
                "jackson-annotations", "jackson-core", "jackson-databind", "jakarta.activation-api", "jakarta.mail-api",
                "jakarta.servlet-api", "jetty-ee-webapp",
                "jetty-ee11-servlet", "jetty-ee11-webapp", "jetty-http", "jetty-io", "jetty-security", "jetty-server",
                "jetty-session", "jetty-unixdomain-server", "jetty-util", "jetty-xml", "jspecify", "jul-to-slf4j",
                "logback-classic", "logback-core", "micrometer-commons", "micrometer-observation", "picocli",
                "slf4j-api", "smtp", "spring-aop", "spring-beans", "spring-boot", "spring-boot-jetty",
                "spring-boot-servlet",
                "spring-boot-web-server", "spring-context", "spring-core", "spring-expression",
                "spring-security-config", "spring-security-core", "spring-security-crypto", "spring-security-web",
                "spring-web", "spring-webmvc", "sqlite-jdbc", "tresllaves");
    }

    @Test
    void thePeoplesCommandHoldsNoServer() throws IOException {
        assertThat(ours(PEOPLE)).anyMatch(name -> name.startsWith("panel/") && name.endsWith(".class"))
                .noneMatch(name -> name.startsWith("server/"));
        assertThat(libraries(PEOPLE)).containsExactly("annotations", "bcprov-jdk18on", "core", "jackson-core",
                "jspecify",
                "kotlin-stdlib",
                "okhttp-jvm", "okio-jvm", "picocli", "tresllaves");
    }

    /** The server hands out the page and the questionnaires it was built with; the people's command knows the same page by its listing. */
    @Test
    void bothCarryTheSamePage() throws Exception {
        try (JarFile server = new JarFile(jar(SERVER).toFile()); JarFile people = new JarFile(jar(PEOPLE).toFile())) {
            byte[] listing = bytes(server, "page/listing");
            assertThat(bytes(people, "page/listing")).isEqualTo(listing);
            List<String> files = PageListing.parse(listing).files().stream().map(PageListing.File::name).toList();
            assertThat(files).contains("index.html", "offline.html");
            for (PageListing.File file : PageListing.parse(listing).files()) {
                assertThat(Hash.of(Derive.sha256().digest(bytes(server, "page/" + file.name())))).as(file.path())
                        .isEqualTo(file.sha256());
            }
            assertThat(server.stream().filter(entry -> entry.getName().startsWith("page/") && !entry.isDirectory()))
                    .hasSize(files.size() + 2);
            assertThat(bytes(server, "page/questionnaires")).isEqualTo(bytes(people, "page/questionnaires"))
                    .isEqualTo(Questionnaires.read(Path.of("config/questionnaires")).pack());
            assertThat(people.stream().filter(entry -> entry.getName().startsWith("page/") && !entry.isDirectory()))
                    .hasSize(2);
        }
    }

    private static byte[] bytes(JarFile jar, String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        assertThat(entry).as(name).isNotNull();
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    @Test
    void everyJarOfOursAsksForNativeAccessAndCarriesNoDateOfTheBuild() throws IOException {
        for (Path dist : List.of(SERVER, PEOPLE)) {
            assertThat(Files.isExecutable(dist.resolve("bin").resolve(dist.getFileName()))).isTrue();
            try (JarFile jar = new JarFile(jar(dist).toFile())) {
                assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                        .isEqualTo("ALL-UNNAMED");
                assertThat(jar.stream().map(entry -> entry.getTimeLocal()).distinct()).hasSize(1);
            }
        }
    }

    /** Whoever holds the pinned jars can compare what is shipped of them: a signature is gone, and old classes have stack maps. Nothing else. */
    @Test
    void whatIsRewrittenForAStartCacheDoesTheSame() throws IOException {
        for (Path shipped : List.of(library(SERVER, "bcprov-"), library(PEOPLE, "bcprov-"),
                library(PEOPLE, "picocli-"))) {
            String pinned = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(path -> Path.of(path).endsWith(shipped.getFileName())).findFirst().orElseThrow();
            try (JarFile theirs = new JarFile(pinned); JarFile ours = new JarFile(shipped.toFile())) {
                List<String> names = theirs.stream().map(JarEntry::getName).filter(name -> !name.contains("BCRSA204"))
                        .toList();
                assertThat(ours.stream().map(JarEntry::getName)).containsExactlyInAnyOrderElementsOf(names);
                for (String name : names) {
                    if (!name.equals(JarFile.MANIFEST_NAME)) {
                        assertSame(name, bytes(theirs, name), bytes(ours, name));
                    }
                }
                assertThat(ours.getManifest().getMainAttributes()).isEqualTo(theirs.getManifest().getMainAttributes());
                assertThat(ours.getManifest().getEntries()).isEmpty();
            }
        }
    }

    private static void assertSame(String name, byte[] theirs, byte[] ours) {
        if (name.endsWith(".class") && ClassFile.of().parse(theirs).majorVersion() < ClassFile.JAVA_6_VERSION) {
            assertThat(code(ours)).as(name).isEqualTo(code(theirs));
        } else {
            assertThat(ours).as(name).isEqualTo(theirs);
        }
    }

    /** Everything a class says, but for stack maps and its version. */
    private static List<String> code(byte[] bytes) {
        ClassModel model = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS).parse(bytes);
        List<String> said = new ArrayList<>(List.of(model.thisClass().asInternalName(), model.flags().toString(),
                model.superclass().toString(), model.interfaces().toString(), model.fields().toString()));
        for (MethodModel method : model.methods()) {
            said.add(method.methodName() + " " + method.methodType() + " " + method.flags());
            method.code().ifPresent(code -> code.elementStream().filter(Instruction.class::isInstance)
                    .forEach(instruction -> said.add(instruction.toString())));
        }
        return said;
    }

    private static Path library(Path dist, String name) throws IOException {
        try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name)).findFirst().orElseThrow();
        }
    }

    private static List<String> ours(Path dist) throws IOException {
        try (JarFile jar = new JarFile(jar(dist).toFile())) {
            String root = "org/tresllaves/";
            return jar.stream().filter(entry -> !entry.isDirectory() && entry.getName().startsWith(root))
                    .map(entry -> entry.getName().substring(root.length())).sorted().toList();
        }
    }

    private static Path jar(Path dist) throws IOException {
        return library(dist, "tresllaves-");
    }

    /** Names of the jars without their versions. */
    private static List<String> libraries(Path dist) throws IOException {
        try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("-\\d.*", "")).sorted().toList();
        }
    }
}
