package org.tresllaves.cli;

/** How far an upload or a download is: one line drawn over on a real terminal, a line at each quarter elsewhere. */
final class ProgressBar {
    private static final int WIDTH = 24;

    private final Terminal terminal;
    private final Texts texts;
    private final String what;
    private long lastShown = -1;

    /** {@code what} is what is under way, in the person's language, without the amount. */
    ProgressBar(Terminal terminal, Texts texts, String what) {
        this.terminal = terminal;
        this.texts = texts;
        this.what = what;
    }

    /** Shows that {@code done} of {@code total} bytes went; cheap to call often. */
    void show(long done, long total) {
        long percent = total == 0 ? 100 : done * 100 / total;
        long step = terminal.canRedraw() ? percent : percent / 25;
        if (step == lastShown) {
            return;
        }
        lastShown = step;
        String amount = texts.text("progress", percent, texts.size(done), texts.size(total));
        if (terminal.canRedraw()) {
            int filled = (int) (percent * WIDTH / 100);
            terminal.redraw(what + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + amount);
        } else {
            terminal.say(what + " " + amount);
        }
    }

    /** Takes the drawn line away. */
    void done() {
        terminal.redraw("");
    }
}
