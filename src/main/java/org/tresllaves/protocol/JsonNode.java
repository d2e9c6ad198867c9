package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON that people write by hand: every value knows the line it stands on, so that what is wrong with it can be pointed at. */
sealed interface JsonNode {
    /** From 1. */
    int line();

    /** An object; {@code end} is the line of its closing brace. */
    record Obj(int line, int end, Map<String, JsonNode> entries) implements JsonNode {
    }

    record Arr(int line, List<JsonNode> items) implements JsonNode {
    }

    record Str(int line, String text) implements JsonNode {
    }

    record Num(int line, long value) implements JsonNode {
    }

    record Bool(int line, boolean value) implements JsonNode {
    }

    /** Reads exactly one value of at most ten levels; a key twice, null and a number with a point are refused. */
    static JsonNode parse(String file, String text) throws BadQuestionnaire {
        try (JsonParser in = Reader.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Reader reader = new Reader(file, in);
            in.nextToken();
            JsonNode root = reader.value();
            if (in.nextToken() != null) {
                throw reader.bad(Flaw.JSON, "");
            }
            return root;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new BadQuestionnaire(file, line, Flaw.JSON, "");
        }
    }

    /** Where a text is being read. */
    record Reader(String file, JsonParser in) {
        private static final int DEPTH = 10;
        private static final int DIGITS = 9;
        private static final JsonFactory FACTORY = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build()).build();

        private JsonNode value() throws BadQuestionnaire {
            int line = line();
            return switch (in.currentToken()) {
                case START_OBJECT -> object(line);
                case START_ARRAY -> array(line);
                case VALUE_STRING -> new Str(line, in.getString());
                case VALUE_TRUE -> new Bool(line, true);
                case VALUE_FALSE -> new Bool(line, false);
                case VALUE_NUMBER_INT -> new Num(line, in.getString().length() <= DIGITS ? in.getLongValue() : -1);
                case null -> throw bad(Flaw.JSON, "");
                default -> throw bad(Flaw.TYPE, "");
            };
        }

        private JsonNode object(int line) throws BadQuestionnaire {
            Map<String, JsonNode> entries = new LinkedHashMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String key = in.currentName();
                if (entries.containsKey(key)) {
                    throw bad(Flaw.KEY, key);
                }
                in.nextToken();
                entries.put(key, value());
            }
            return new Obj(line, line(), entries);
        }

        private JsonNode array(int line) throws BadQuestionnaire {
            List<JsonNode> items = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(value());
            }
            return new Arr(line, items);
        }

        private int line() {
            return Math.max(1, in.currentTokenLocation().getLineNr());
        }

        private BadQuestionnaire bad(Flaw flaw, String what) {
            return new BadQuestionnaire(file, line(), flaw, what);
        }
    }
}
