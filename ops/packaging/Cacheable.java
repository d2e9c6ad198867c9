import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
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
 * Writes a jar again so that the JVM can keep its classes in a start cache: {@code java Cacheable.java IN OUT}. The JVM keeps no class of a signed jar, and
 * none from before Java 6. So the signature is left out, and classes that old get the stack maps of a newer class file; their instructions stay
 * as they are. Every other entry stays as it is, byte for byte; of the manifest its main part is kept (design: decisions).
 */
public final class Cacheable {
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Cacheable() {
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
                byte[] bytes = bytes(in, entry);
                out.write(entry.getName().endsWith(".class") ? mapped(in, bytes) : bytes);
            }
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] mapped(JarFile jar, byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        if (model.majorVersion() >= ClassFile.JAVA_6_VERSION) {
            return bytes;
        }
        ClassHierarchyResolver resolver = ClassHierarchyResolver.ofResourceParsing(type -> stream(jar, type))
                .orElse(ClassHierarchyResolver.defaultResolver());
        return ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(resolver))
                .transformClass(model, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(ClassTransform.endHandler(it -> it.withVersion(ClassFile.JAVA_17_VERSION, 0))));
    }

    private static InputStream stream(JarFile jar, ClassDesc type) {
        String name = type.descriptorString();
        JarEntry entry = jar.getJarEntry(name.substring(1, name.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
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
