package org.tresllaves.vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * One vector: {@code {"format", "comment", "expect": "OK" or a flaw's name, "in": {...}, "out": {...}}}. Values are text (hex for bytes), integers, or
 * lists of them.
 */
public record Vector(String format, String comment, String expect, Map<String, Object> in, Map<String, Object> out) {
    private static final Path FOLDER = Path.of("src/test/resources/vectors");

    public static Vector ok(String format, String comment) {
        return new Vector(format, comment, "OK", new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    public static Vector refused(String format, String comment, Enum<?> flaw) {
        return new Vector(format, comment, flaw.name(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    public Vector in(String name, Object value) {
        in.put(name, plain(value));
        return this;
    }

    public Vector out(String name, Object value) {
        out.put(name, plain(value));
        return this;
    }

    /** An input that is hex. */
    public byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    public String text(String name) {
        return (String) in.getOrDefault(name, "");
    }

    public int number(String name) {
        return (Integer) in.getOrDefault(name, -1);
    }

    public List<byte[]> list(String name) {
        List<?> values = (List<?>) in.getOrDefault(name, List.of());
        return values.stream().map(value -> HexFormat.of().parseHex((String) value)).toList();
    }

    public int[] numbers(String name) {
        List<?> values = (List<?>) in.getOrDefault(name, List.of());
        return values.stream().mapToInt(value -> (Integer) value).toArray();
    }

    /** Every vector of a format, by file name; an empty folder is an error. */
    public static Map<String, Vector> all(String format) throws IOException {
        Map<String, Vector> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(format))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Vector vector = parse(text);
                if (!vector.json().equals(text)) {
                    throw new IOException("not as a generator writes it: " + file);
                }
                all.put(file.getFileName().toString().replace(".json", ""), vector);
            }
        }
        if (all.isEmpty()) {
            throw new IOException("no vectors of " + format);
        }
        return all;
    }

    /** Writes generated vectors; a generator's {@code main} calls it. */
    public static void write(String format, Map<String, Vector> vectors) throws IOException {
        Files.createDirectories(FOLDER.resolve(format));
        for (Map.Entry<String, Vector> vector : vectors.entrySet()) {
            Path file = FOLDER.resolve(format).resolve(vector.getKey() + ".json");
            Files.writeString(file, vector.getValue().json(), StandardCharsets.UTF_8);
        }
    }

    public String json() {
        return object(fields(), "") + "\n";
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", format);
        fields.put("comment", comment);
        fields.put("expect", expect);
        fields.put("in", in);
        fields.put("out", out);
        return fields;
    }

    private static String object(Map<?, ?> map, String indent) {
        String inner = indent + "  ";
        return map.entrySet().stream()
                .map(field -> "\n" + inner + quoted(field.getKey()) + ": " + value(field.getValue(), inner))
                .collect(Collectors.joining(",", "{", map.isEmpty() ? "}" : "\n" + indent + "}"));
    }

    private static String value(Object value, String indent) {
        return switch (value) {
            case Map<?, ?> map -> object(map, indent);
            case List<?> list ->
                list.stream().map(each -> value(each, indent)).collect(Collectors.joining(", ", "[", "]"));
            case Integer number -> number.toString();
            default -> quoted(value);
        };
    }

    private static String quoted(Object text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text.toString())) + '"';
    }

    private static Object plain(Object value) {
        return switch (value) {
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case int[] numbers -> java.util.Arrays.stream(numbers).boxed().toList();
            case List<?> list -> list.stream().map(Vector::plain).toList();
            case Integer number -> number;
            default -> value.toString();
        };
    }

    private static Vector parse(String text) {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            Map<String, Object> all = object(json);
            return new Vector((String) get(all, "format"), (String) get(all, "comment"), (String) get(all, "expect"),
                    map(get(all, "in")), map(get(all, "out")));
        }
    }

    private static Object get(Map<String, Object> all, String name) {
        return java.util.Objects.requireNonNull(all.get(name), name);
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> out = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, each) -> out.put((String) key, each));
        return out;
    }

    private static Map<String, Object> object(JsonParser json) {
        Map<String, Object> out = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            out.put(name, value(json));
        }
        return out;
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> json.getIntValue();
            default -> json.getString();
        };
    }
}
