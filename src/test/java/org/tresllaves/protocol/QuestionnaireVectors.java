package org.tresllaves.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of questionnaires, {@code vectors/questionnaire}, and of the answers to them, {@code vectors/answers}. */
final class QuestionnaireVectors {
    static final String FORMAT = "questionnaire";
    static final String ANSWERS = "answers";

    private static final String CORE = """
            {"version":1,"sections":["who"],"consents":["share-un"],"mechanisms":["wgeid"],
             "advice":[{"id":"danger","if":{"danger":["yes"]}}],
             "fields":[{"id":"danger","type":"yesno"},
              {"id":"officer","type":"group","max":8,"fields":[{"id":"name","type":"line"},{"id":"badge","type":"line"}]}]}
            """;
    private static final String TAKEN = """
            {"version":1,"place":1,"advice":[],
             "sections":[{"id":"who","fields":["danger",{"id":"seen","type":"date"},
              {"id":"health","type":"text","sensitive":true,"if":{"danger":["yes","unsure"]}},"officer"]}],
             "required":{"wgeid":["seen","officer.name|officer.badge","health","identity"]}}
            """;
    private static final String ES_CORE = lines("Español", "ltr", "Sí", "No", "No lo sé", "Cuente", "", "Quién es", "",
            "Archivos", "", "Quién", "A la ONU.", "", "Grupo de Trabajo", "", "Pida ayuda.",
            "¿Alguien corre peligro ahora?", "", "Agentes", "", "Agente", "Nombre", "", "Placa", "");
    private static final String ES_TAKEN = lines("Se llevaron a alguien", "Cuándo elegirlo.", "", "¿Cuándo se le vio?",
            "", "¿Medicinas?", "", "Es urgente.");
    /** Every type, conditions on conditions, a condition within a group. */
    private static final String ALL = """
            {"version":7,"place":2,"advice":[],
             "sections":[{"id":"who","fields":["danger",
              {"id":"line","type":"line"},{"id":"text","type":"text"},
              {"id":"pick","type":"one","options":["a","b"]},
              {"id":"many","type":"many","options":["a","b","c"],"if":{"pick":["b"]}},
              {"id":"deep","type":"number","if":{"many":["c"]}},
              {"id":"date","type":"date"},{"id":"place","type":"place"},
              {"id":"car","type":"group","max":3,"if":{"danger":["yes"]},"fields":[
               {"id":"police","type":"yesno"},{"id":"plate","type":"line","if":{"police":["yes"]}}]}]}],
             "required":{"wgeid":["line","car.plate","many|deep","date|place","story"]}}
            """;
    private static final String ES_ALL = lines("Todo", "x", "", "x", "", "x", "", "x", "", "a", "b", "x", "", "a", "b",
            "c", "x", "", "x", "", "x", "", "x", "", "x", "x", "", "x", "");

    private QuestionnaireVectors() {
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
        Vector.write(ANSWERS, answers());
    }

    static Map<String, Vector> all() {
        Map<String, Vector> all = new TreeMap<>();
        ok(all, "small", "the page's example", small());
        ok(all, "two", "two questionnaires in two languages", two());
        SortedMap<String, String> other = small();
        other.compute("es/taken.txt", (name, text) -> text.replace("¿Medicinas?", "¿Medicina?"));
        ok(all, "text-altered", "one letter less than small: another hash", other);
        ok(all, "white-space", "a space more than small: another hash",
                with("core.json", text -> text.replace("{\"version\":1", "{\"version\": 1")));
        ok(all, "help", "optional texts",
                with("es/core.txt", text -> text.replace("Cuente\n\n", "Cuente\nComo quiera.\n")));
        files(all);
        json(all);
        structure(all);
        references(all);
        texts(all);
        return all;
    }

    private static void files(Map<String, Vector> all) {
        byte[] pack = pack(small());
        raw(all, "truncated", "a byte is missing at the end", Flaw.TRUNCATED, Arrays.copyOf(pack, pack.length - 1));
        raw(all, "truncated-name", "a name runs past the end", Flaw.TRUNCATED, new byte[]{5, 'c'});
        byte[] core = pack(new TreeMap<>(Map.of("core.json", CORE)));
        raw(all, "files-twice", "a name twice", Flaw.FILES, join(core, core));
        raw(all, "files-order", "names not ascending", Flaw.FILES,
                join(pack(new TreeMap<>(Map.of("taken.json", TAKEN))), core));
        raw(all, "files-none", "an empty pack", Flaw.FILES, new byte[0]);
        raw(all, "too-long", "a length of 65,537", Flaw.TOO_LONG,
                join(new byte[]{9}, ascii("core.json"), new byte[]{0, 1, 0, 1}));
        bad(all, "files-name", "a name with an upper-case letter", Flaw.FILES, more("Taken.json", TAKEN));
        bad(all, "files-parent", "a name that climbs", Flaw.FILES, more("../x.json", TAKEN));
        bad(all, "files-keys", "texts under their keys, as in a folder", Flaw.FILES, more("es/taken.json", "{}"));
        bad(all, "files-core", "no core.json", Flaw.FILES, less("core.json"));
        bad(all, "files-language", "no core in one language", Flaw.FILES, more("fr/taken.txt", ES_TAKEN));
        bad(all, "files-texts", "a questionnaire without texts", Flaw.FILES, less("es/taken.txt"));
        bad(all, "files-orphan", "texts of no questionnaire", Flaw.FILES, more("es/other.txt", ES_TAKEN));
        bad(all, "files-no-form", "the core alone", Flaw.FILES,
                new TreeMap<>(Map.of("core.json", CORE, "es/core.txt", ES_CORE)));
        SortedMap<String, String> many = new TreeMap<>(Map.of("core.json", CORE, "es/core.txt", ES_CORE));
        IntStream.range(0, 32).forEach(i -> {
            many.put("f" + i + ".json", "{}");
            many.put("es/f" + i + ".txt", "\n");
        });
        bad(all, "files-32", "32 questionnaires", Flaw.FILES, many);
    }

    private static void json(Map<String, Vector> all) {
        bad(all, "bom", "a byte order mark", Flaw.UTF8, with("taken.json", text -> "\ufeff" + text));
        byte[] pack = pack(small());
        pack[indexOf(pack, "Español".getBytes(StandardCharsets.UTF_8)) + 4] = (byte) 0xff;
        raw(all, "utf8", "a byte that is no UTF-8", Flaw.UTF8, pack);
        taken(all, "json", "a brace is missing", Flaw.JSON, text -> text.substring(0, text.length() - 2));
        taken(all, "json-trailing", "a second value follows", Flaw.JSON, text -> text + "{}");
        taken(all, "json-empty", "nothing", Flaw.JSON, text -> "");
        taken(all, "json-comment", "a comment", Flaw.JSON, text -> "/* x */" + text);
        taken(all, "json-deep", "eleven levels", Flaw.JSON,
                text -> text.replace("\"place\":1", "\"place\":[[[[[[[[[[1]]]]]]]]]]"));
        taken(all, "key-unknown", "a key nobody knows", Flaw.KEY,
                text -> text.replace("\"place\"", "\"order\":1,\"place\""));
        taken(all, "key-missing", "a key is missing", Flaw.KEY, text -> text.replace("\"place\":1,", ""));
        taken(all, "key-twice", "a key twice", Flaw.KEY,
                text -> text.replace("\"place\":1", "\"place\":1,\"place\":1"));
        taken(all, "key-if", "a condition on two fields", Flaw.KEY,
                text -> text.replace("\"if\":{", "\"if\":{\"seen\":[\"x\"],"));
        taken(all, "key-options", "options of a date", Flaw.KEY,
                text -> text.replace("\"type\":\"date\"", "\"type\":\"date\",\"options\":[\"a\",\"b\"]"));
        taken(all, "type-list", "a questionnaire that is a list", Flaw.TYPE, text -> "[" + text + "]");
        taken(all, "type-number", "a version in quotes", Flaw.TYPE,
                text -> text.replace("\"version\":1", "\"version\":\"1\""));
        taken(all, "type-null", "advice that is null", Flaw.TYPE,
                text -> text.replace("\"advice\":[]", "\"advice\":null"));
        taken(all, "type-sensitive", "sensitive in quotes", Flaw.TYPE,
                text -> text.replace("\"sensitive\":true", "\"sensitive\":\"true\""));
    }

    private static void structure(Map<String, Vector> all) {
        taken(all, "limit-version", "version 0", Flaw.LIMIT, text -> text.replace("\"version\":1", "\"version\":0"));
        taken(all, "limit-place", "place 100", Flaw.LIMIT, text -> text.replace("\"place\":1", "\"place\":100"));
        taken(all, "limit-options", "one option", Flaw.LIMIT,
                text -> text.replace("\"type\":\"date\"", "\"type\":\"one\",\"options\":[\"a\"]"));
        bad(all, "limit-max", "a group of one element", Flaw.LIMIT,
                with("core.json", text -> text.replace("\"max\":8", "\"max\":1")));
        taken(all, "limit-element", "nine alternatives", Flaw.LIMIT,
                text -> text.replace("\"seen\",\"officer",
                        "\"seen|seen|seen|seen|seen|seen|seen|seen|seen\",\"officer"));
        taken(all, "id", "an id with a dot", Flaw.ID, text -> text.replace("\"id\":\"seen\"", "\"id\":\"seen.at\""));
        taken(all, "id-long", "an id of 25 letters", Flaw.ID,
                text -> text.replace("\"id\":\"seen\"", "\"id\":\"" + "s".repeat(25) + "\""));
        taken(all, "id-reserved", "an id that texts need", Flaw.ID,
                text -> text.replace("\"id\":\"seen\"", "\"id\":\"help\""));
        taken(all, "same-id", "a field twice", Flaw.SAME_ID,
                text -> text.replace("\"officer\"]", "\"officer\",\"danger\"]"));
        taken(all, "same-id-core", "an own field with a core field's id", Flaw.SAME_ID,
                text -> text.replace("\"officer\"]", "{\"id\":\"officer\",\"type\":\"line\"}]"));
        taken(all, "same-id-advice", "advice with the id of the core's", Flaw.SAME_ID,
                text -> text.replace("\"advice\":[]", "\"advice\":[{\"id\":\"danger\"}]"));
        taken(all, "same-id-option", "an option twice", Flaw.SAME_ID,
                text -> text.replace("\"type\":\"date\"", "\"type\":\"one\",\"options\":[\"a\",\"a\"]"));
        taken(all, "field-type", "a type nobody knows", Flaw.FIELD_TYPE,
                text -> text.replace("\"type\":\"date\"", "\"type\":\"map\""));
        bad(all, "field-type-nested", "a group in a group", Flaw.FIELD_TYPE, with("core.json", text -> text
                .replace("{\"id\":\"name\",\"type\":\"line\"}",
                        "{\"id\":\"name\",\"type\":\"group\",\"max\":2,\"fields\":[{\"id\":\"x\",\"type\":\"line\"}]}")));
        String groups = IntStream.range(0, 2)
                .mapToObj(i -> "{\"id\":\"g" + i + "\",\"type\":\"group\",\"max\":16,\"fields\":["
                        + IntStream.range(0, 8).mapToObj(j -> "{\"id\":\"f" + j + "\",\"type\":\"line\"}")
                                .collect(Collectors.joining(","))
                        + "]}")
                .collect(Collectors.joining(","));
        taken(all, "answers", "275 answers", Flaw.ANSWERS,
                text -> text.replace("\"officer\"]", "\"officer\"," + groups + "]"));
    }

    private static void references(Map<String, Vector> all) {
        taken(all, "reference-field", "a core field that is not there", Flaw.REFERENCE,
                text -> text.replace("[\"danger\",", "[\"danger\",\"when\","));
        taken(all, "reference-section", "a section that is not there", Flaw.REFERENCE,
                text -> text.replace("\"id\":\"who\"", "\"id\":\"where\""));
        taken(all, "reference-mechanism", "a mechanism that is not there", Flaw.REFERENCE,
                text -> text.replace("\"wgeid\"", "\"wgad\""));
        taken(all, "reference-element", "an element that is not there", Flaw.REFERENCE,
                text -> text.replace("officer.badge", "officer.rank"));
        taken(all, "reference-group", "a group as an element", Flaw.REFERENCE,
                text -> text.replace("officer.badge", "officer"));
        taken(all, "reference-condition", "a condition on a field that is not there", Flaw.REFERENCE,
                text -> text.replace("\"if\":{\"danger\"", "\"if\":{\"risk\""));
        taken(all, "reference-value", "a condition on a value that is not there", Flaw.REFERENCE,
                text -> text.replace("[\"yes\",\"unsure\"]", "[\"perhaps\"]"));
        taken(all, "reference-kind", "a condition on a date", Flaw.REFERENCE,
                text -> text.replace("\"if\":{\"danger\":[\"yes\",\"unsure\"]}", "\"if\":{\"seen\":[\"2027\"]}"));
        taken(all, "reference-advice", "advice about a field that is not there", Flaw.REFERENCE,
                text -> text.replace("\"advice\":[]", "\"advice\":[{\"id\":\"a\",\"if\":{\"x\":[\"yes\"]}}]"));
        bad(all, "reference-core", "the core asks a field that it has not", Flaw.REFERENCE,
                with("core.json", text -> text.replace("\"if\":{\"danger\"", "\"if\":{\"risk\"")));
        taken(all, "reference-left-out", "a core field without the one that it depends on", Flaw.REFERENCE,
                text -> text.replace("[\"danger\",", "[").replace(",\"if\":{\"danger\":[\"yes\",\"unsure\"]}", "")
                        .replace("\"officer\"]", "{\"id\":\"late\",\"type\":\"line\",\"if\":{\"danger\":[\"yes\"]}}]"));
        taken(all, "order", "a condition on a later field", Flaw.ORDER,
                text -> text.replace("[\"danger\",", "[").replace("\"officer\"]", "\"officer\",\"danger\"]"));
        taken(all, "order-self", "a condition on itself", Flaw.ORDER, text -> text.replace("\"type\":\"date\"",
                "\"type\":\"one\",\"options\":[\"a\",\"b\"],\"if\":{\"seen\":[\"a\"]}"));
        taken(all, "order-circle", "two fields that wait for each other", Flaw.ORDER, text -> text.replace(
                "\"officer\"]",
                "{\"id\":\"a\",\"type\":\"yesno\",\"if\":{\"b\":[\"yes\"]}},{\"id\":\"b\",\"type\":\"yesno\",\"if\":{\"a\":[\"yes\"]}}]"));
        bad(all, "order-group", "a condition on a later field of a group", Flaw.ORDER, with("core.json",
                text -> text.replace("{\"id\":\"name\",\"type\":\"line\"},{\"id\":\"badge\",\"type\":\"line\"}",
                        "{\"id\":\"name\",\"type\":\"line\",\"if\":{\"badge\":[\"yes\"]}},{\"id\":\"badge\",\"type\":\"yesno\"}")));
    }

    private static void texts(Map<String, Vector> all) {
        bad(all, "text-missing", "a label is missing", Flaw.TEXT_MISSING,
                with("es/taken.txt", text -> text.replace("¿Cuándo se le vio?", "")));
        bad(all, "text-missing-why", "a sensitive question that does not say why", Flaw.TEXT_MISSING,
                with("es/taken.txt", text -> text.replace("Es urgente.", "")));
        bad(all, "text-missing-line", "a line less", Flaw.TEXT_MISSING,
                with("es/taken.txt", text -> text.replace("\n\nEs urgente.", "\nEs urgente.")));
        bad(all, "text-missing-newline", "the last line does not end", Flaw.TEXT_MISSING,
                with("es/taken.txt", text -> text.replace("Es urgente.\n", "Es urgente.")));
        SortedMap<String, String> two = two();
        two.compute("en/core.txt", (name, text) -> text.replace("Cuente\n\n", "Cuente\nAs you like.\n"));
        bad(all, "text-missing-help", "help in one language only", Flaw.TEXT_MISSING, two);
        bad(all, "text-unknown", "a line more", Flaw.TEXT_UNKNOWN, with("es/taken.txt", text -> text + "x\n"));
        bad(all, "text-unknown-empty", "an empty line more", Flaw.TEXT_UNKNOWN,
                with("es/taken.txt", text -> text + "\n"));
        Map<String, String> bad = new TreeMap<>(Map.of("long", "x".repeat(161), "space", "x ", "control",
                "a\tb", "direction", "a\u202eb"));
        bad.forEach((name, text) -> bad(all, "text-" + name, "a label that is or has: " + name, Flaw.TEXT,
                with("es/taken.txt", file -> file.replace("Se llevaron a alguien", text))));
        bad(all, "text-long-why", "601 characters of reason", Flaw.TEXT,
                with("es/taken.txt", text -> text.replace("Es urgente.", "x".repeat(601))));
        bad(all, "direction", "a direction that is none", Flaw.TEXT,
                with("es/core.txt", text -> text.replace("ltr", "up")));
        ok(all, "text-160", "a label of 160 characters beyond U+FFFF",
                with("es/taken.txt", text -> text.replace("Se llevaron a alguien", "😀".repeat(160))));
    }

    static Map<String, Vector> answers() {
        Map<String, Vector> all = new TreeMap<>();
        fits(all, "none", "no answers", "line date|place story");
        fits(all, "every-type", "every type, everything shown", "",
                "danger", "yes", "line", "x", "text", "a\n\tb", "pick", "b", "many", "a\u001fc", "deep", "0", "date",
                "2027-03-31", "place", "Calle 1\u001fCentro", "car.1.police", "yes", "car.1.plate", "AB 123")
                .in("besides", List.of("story"));
        fits(all, "two-elements", "two elements of a group", "line date|place", "danger", "yes", "car.1.police",
                "no", "car.2.police", "yes", "car.2.plate", "x").in("besides", List.of("story", "files"));
        for (String date : List.of("2027", "2027-02", "2028-02-29", "2027/2028", "2027-03-31/2027-03", "2027-03/..")) {
            fits(all, "date-" + date.replace("/", "_").replace("..", "on"), "a date: " + date, "line story",
                    "date", date);
        }
        fits(all, "place-area", "an area alone", "line story", "place", "\u001fCentro");
        unfit(all, "unknown", "no such field", "UNKNOWN", "lines", "x");
        unfit(all, "unknown-group", "a group itself", "UNKNOWN", "danger", "yes", "car", "x");
        unfit(all, "unknown-inner", "no such field in the group", "UNKNOWN", "danger", "yes", "car.1.color", "x");
        unfit(all, "unknown-max", "one element too many", "UNKNOWN", "danger", "yes", "car.4.police", "yes");
        unfit(all, "unknown-zero", "element 01", "UNKNOWN", "danger", "yes", "car.01.police", "yes");
        unfit(all, "order", "two answers swapped", "ORDER", "text", "x", "line", "x");
        unfit(all, "order-element", "the second element first", "GAP", "danger", "yes", "car.2.police", "yes");
        unfit(all, "order-inner", "fields of an element swapped", "ORDER", "danger", "yes", "car.1.plate", "x",
                "car.1.police", "yes");
        unfit(all, "gap", "elements 1 and 3", "GAP", "danger", "yes", "car.1.police", "yes", "car.3.police", "yes");
        unfit(all, "hidden", "a condition that does not hold", "HIDDEN", "pick", "a", "many", "a");
        unfit(all, "hidden-unanswered", "a condition on what was not answered", "HIDDEN", "many", "a");
        unfit(all, "hidden-deep", "a condition on what is hidden", "HIDDEN", "pick", "b", "deep", "1");
        unfit(all, "hidden-group", "a group that is not shown", "HIDDEN", "danger", "no", "car.1.police", "yes");
        unfit(all, "hidden-inner", "a field of an element that is not shown", "HIDDEN", "danger", "yes", "car.1.police",
                "no", "car.1.plate", "x");
        Map<String, List<String>> values = new TreeMap<>(Map.of("line",
                List.of("", "a\nb", "x".repeat(201), "a\u001fb"),
                "text", List.of("", "x".repeat(8001)), "pick", List.of("c", "a\u001fb"), "date",
                List.of("2027-13", "2027-02-29", "1899", "2027/2027", "2028/2027", "../2027", "2027-1-1", "2027//2028",
                        "27"),
                "place", List.of("", "a\u001f", "a\u001fb\u001fc"), "danger", List.of("maybe")));
        values.forEach((field, each) -> IntStream.range(0, each.size())
                .forEach(i -> unfit(all, "values-" + field + "-" + i, "no value of this type", "VALUES", field,
                        each.get(i))));
        unfit(all, "values-many-order", "options out of order", "VALUES", "pick", "b", "many", "c\u001fa");
        unfit(all, "values-many-twice", "an option twice", "VALUES", "pick", "b", "many", "a\u001fa");
        for (String number : List.of("01", "-1", "1.5", "1000000000")) {
            unfit(all, "values-number-" + number.replace('.', '_'), "no number: " + number, "VALUES", "pick", "b",
                    "many",
                    "c", "deep", number);
        }
        return all;
    }

    /** Ids and values in turn; several values of one answer are separated by U+001F, which no value can hold. */
    private static Vector asked(Vector vector, String... answers) {
        return vector.in("pack", pack(everything())).in("answers", Arrays.asList(answers)).in("besides", List.of());
    }

    private static Vector fits(Map<String, Vector> all, String name, String comment, String lacking,
            String... answers) {
        Vector vector = asked(Vector.ok(ANSWERS, comment), answers).out("lacking",
                lacking.isEmpty() ? List.of() : Arrays.asList(lacking.split(" ")));
        all.put(name, vector);
        return vector;
    }

    private static void unfit(Map<String, Vector> all, String name, String comment, String flaw, String... answers) {
        all.put(name, asked(Vector.refused(ANSWERS, comment, QuestionnaireAnswers.Flaw.valueOf(flaw)), answers));
    }

    private static SortedMap<String, String> small() {
        return new TreeMap<>(Map.of("core.json", CORE, "taken.json", TAKEN, "es/core.txt", ES_CORE, "es/taken.txt",
                ES_TAKEN));
    }

    private static SortedMap<String, String> everything() {
        return new TreeMap<>(
                Map.of("core.json", CORE, "all.json", ALL, "es/core.txt", ES_CORE, "es/all.txt", ES_ALL));
    }

    private static SortedMap<String, String> two() {
        SortedMap<String, String> two = small();
        two.putAll(everything());
        for (String name : List.of("core.txt", "taken.txt", "all.txt")) {
            two.put("en/" + name, two.getOrDefault("es/" + name, "").replace("Español", "English"));
        }
        return two;
    }

    private static SortedMap<String, String> with(String name, UnaryOperator<String> change) {
        SortedMap<String, String> files = small();
        String before = files.getOrDefault(name, "");
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalStateException("nothing changed in " + name);
        }
        files.put(name, after);
        return files;
    }

    private static SortedMap<String, String> more(String name, String text) {
        SortedMap<String, String> files = small();
        files.put(name, text);
        return files;
    }

    private static SortedMap<String, String> less(String name) {
        SortedMap<String, String> files = small();
        files.remove(name);
        return files;
    }

    private static byte[] pack(SortedMap<String, String> files) {
        Wire.Writer out = new Wire.Writer();
        files.forEach((name, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.u8(name.length()).bytes(ascii(name)).u32(bytes.length).bytes(bytes);
        });
        return out.toBytes();
    }

    private static byte[] join(byte[]... parts) {
        Wire.Writer out = new Wire.Writer();
        Arrays.stream(parts).forEach(out::bytes);
        return out.toBytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int indexOf(byte[] where, byte[] what) {
        return IntStream.rangeClosed(0, where.length - what.length)
                .filter(i -> Arrays.equals(where, i, i + what.length, what, 0, what.length)).findFirst().orElseThrow();
    }

    private static void ok(Map<String, Vector> all, String name, String comment, SortedMap<String, String> files) {
        try {
            Questionnaires parsed = Questionnaires.parse(pack(files));
            all.put(name, Vector.ok(FORMAT, comment).in("pack", pack(files))
                    .out("forms", parsed.all().stream().map(Questionnaire::id).toList())
                    .out("hashes", parsed.listed().stream().map(line -> line.hash().bytes()).toList())
                    .out("languages", parsed.languages()));
        } catch (BadQuestionnaire e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static void taken(Map<String, Vector> all, String name, String comment, Flaw flaw,
            UnaryOperator<String> change) {
        bad(all, name, comment, flaw, with("taken.json", change));
    }

    private static void bad(Map<String, Vector> all, String name, String comment, Flaw flaw,
            SortedMap<String, String> files) {
        raw(all, name, comment, flaw, pack(files));
    }

    private static void raw(Map<String, Vector> all, String name, String comment, Flaw flaw, byte[] pack) {
        all.put(name, Vector.refused(FORMAT, comment, flaw).in("pack", pack));
    }
}
