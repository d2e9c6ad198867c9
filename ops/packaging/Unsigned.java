import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Writes a jar again without its signature: {@code java Unsigned.java IN OUT}. Every other entry stays as it is, byte for byte; of the manifest its main
 * part is kept. The JVM keeps no class of a signed jar in a start cache, and digests all that it loads of one (design: decisions).
 */
public final class Unsigned {
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Unsigned() {
    }

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[1]);
        Path part = Path.of(args[1] + ".part");
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (JarFile in = new JarFile(args[0], false); var out = new JarOutputStream(Files.newOutputStream(part))) {
            Manifest manifest = in.getManifest();
            manifest.getEntries().clear();
            begin(out, JarFile.MANIFEST_NAME);
            manifest.write(out);
            List<JarEntry> kept = in.stream().filter(entry -> !isOfSignature(entry.getName())).toList();
            for (JarEntry entry : kept) {
                begin(out, entry.getName());
                try (InputStream bytes = in.getInputStream(entry)) {
                    bytes.transferTo(out);
                }
            }
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void begin(JarOutputStream out, String name) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(NEVER);
        out.putNextEntry(entry);
    }

    private static boolean isOfSignature(String name) {
        return name.equals(JarFile.MANIFEST_NAME) || name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }
}
