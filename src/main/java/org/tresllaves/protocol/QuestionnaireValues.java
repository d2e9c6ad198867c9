package org.tresllaves.protocol;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tresllaves.protocol.Questionnaire.Field;

/** Which values a field of each type can have (spec: questionnaire, "Answers"). */
final class QuestionnaireValues {
    private static final int LINE = 200;
    private static final int TEXT = 8_000;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern DAYS = Pattern.compile("((?:19|20|21)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");

    private QuestionnaireValues() {
    }

    static boolean fit(Field field, List<String> values) {
        boolean one = values.size() == 1;
        return switch (field.type()) {
            case LINE -> one && isLine(values.getFirst());
            case TEXT -> one && isWithin(values.getFirst(), TEXT);
            case ONE, YESNO -> one && field.choices().contains(values.getFirst());
            case MANY -> !values.isEmpty() && values.equals(field.options().stream().filter(values::contains).toList());
            case NUMBER -> one && NUMBER.matcher(values.getFirst()).matches();
            case DATE -> one && isDate(values.getFirst());
            case PLACE -> one
                    ? isLine(values.getFirst())
                    : values.size() == 2 && (values.getFirst().isEmpty() || isLine(values.getFirst()))
                            && isLine(values.get(1));
            case GROUP -> false;
        };
    }

    private static boolean isLine(String text) {
        return isWithin(text, LINE) && text.indexOf('\n') < 0 && text.indexOf('\t') < 0;
    }

    private static boolean isWithin(String text, int max) {
        int length = text.codePointCount(0, text.length());
        return length >= 1 && length <= max;
    }

    /** First and last day of a day, a month or a year. */
    private record Days(LocalDate first, LocalDate last) {
    }

    private static boolean isDate(String text) {
        String[] parts = text.split("/", -1);
        Optional<Days> from = days(parts[0]);
        if (parts.length > 2 || from.isEmpty()) {
            return false;
        }
        if (parts.length == 1 || parts[1].equals("..")) {
            return true;
        }
        Optional<Days> to = days(parts[1]);
        return to.isPresent() && !parts[0].equals(parts[1]) && !from.get().first.isAfter(to.get().last);
    }

    private static Optional<Days> days(String text) {
        Matcher parts = DAYS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(parts.group(1));
        try {
            if (parts.group(2) == null) {
                return Optional.of(new Days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
            }
            YearMonth month = YearMonth.of(year, Integer.parseInt(parts.group(2)));
            if (parts.group(3) == null) {
                return Optional.of(new Days(month.atDay(1), month.atEndOfMonth()));
            }
            LocalDate day = month.atDay(Integer.parseInt(parts.group(3)));
            return Optional.of(new Days(day, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
