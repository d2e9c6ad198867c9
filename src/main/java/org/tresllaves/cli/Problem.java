package org.tresllaves.cli;

import java.util.Locale;

/**
 * Everything that can stop a run, with the exit code it ends in. Each has two texts: {@code error.<name>} says what happened, {@code hint.<name>} says
 * what to do next.
 */
enum Problem {
    BUG(1),
    // 2: the command line itself
    USAGE_MISSING(2), USAGE_UNKNOWN(2), USAGE_TWICE(2), USAGE_VALUE(2), USAGE_TOGETHER(2),
    // 3: something given to the command: a file,
    FILE_MISSING(3), FILE_EXISTS(3), FILE_UNREADABLE(3), FILE_NOT_UTF8(3), FILE_TOO_LONG(3), FILE_FORMAT(3), FORM_BAD(
            3), NO_TEXT(
                    3), TEXT_TOO_LONG(
                            3), FILES_TOO_MANY(3), FILES_TOO_LARGE(3), FILE_NAME(3), FILE_CHANGED(3), DATE_BAD(3),
    // words or a passphrase,
    WORD_UNKNOWN(3), WORDS_COUNT(3), WORDS_CHECKSUM(3), WORDS_MISSING(3), WORDS_NOT_CONFIRMED(3), PASSPHRASE_MISSING(
            3), PASSPHRASE_SHORT(3), PASSPHRASE_DIFFERENT(3), PASSPHRASE_WRONG(3),
    // an address, a panel, a person,
    ADDRESS_ONION(3), ONION_WRONG(3), TOR_ADDRESS(3), ADDRESS_CLEARNET(3), ADDRESS_MALFORMED(3), PANEL_MISSING(
            3), PANEL_MALFORMED(3), PERSON_UNKNOWN(
                    3), NOT_ON_PANEL(3), NO_READER_KEY(3), NO_READER(3), NOT_SIGNED(3),
    // or what cannot be done with them
    STOPPED(3), EXCLUSION_IMPOSSIBLE(3), TOO_MANY_EXCLUDED(3), ROSTER_RULE(3), EID_MALFORMED(3), REQUEST_REFUSED(
            3), EXCLUDED_READER(3), APPROVAL_DAMAGED(3), KEY_SHARED(3), KEY_OTHER_EPOCH(3),
    // 4: the machine or the way to the server
    DISK(4), SERVER_UNREACHABLE(4), SERVER_BROKE_OFF(4), TOR_NOT_RUNNING(4), TOR_STRANGE(4), TOR_CONTROL(
            4), ONION_NOT_FOUND(4), ONION_UNREACHABLE(4), ONION_KEY_NEEDED(4), ONION_KEY_WRONG(4),
    // 5: the server said no
    FULL(5), TOO_LARGE(5), ROSTER_OLD(5), BUSY(5), USED(5), UNKNOWN(5), LOGIN(5), REFUSED(5), LATER(5), MALFORMED(
            5), OPENED_ALREADY(5),
    // 6: something does not check out; do not trust what you were shown
    PANEL_DIFFERENT(6), ROSTER_INVALID(6), ROSTER_EXPIRED(6), SERVER_STRANGE(6), PROMISE_INVALID(6), DOCKET_INVALID(
            6), BATCH_INVALID(6), ROSTER_BACK(6), BOARD_INVALID(6), NOT_VERIFIED(6),
    // 7: nothing wrong, but not possible (yet)
    NOT_FOUND(7), NOT_CLOSED(7), NOT_ENOUGH(7);

    private final int exit;

    Problem(int exit) {
        this.exit = exit;
    }

    /** The exit code, as the help page of the command lists it. */
    int exit() {
        return exit;
    }

    /** The key of what happened. */
    String error() {
        return "error." + key();
    }

    /** The key of what to do next. */
    String hint() {
        return "hint." + key();
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
