package org.tresllaves.protocol;

/** The two things sealed in every envelope, each under thresholds of its own (spec: envelope). */
public enum Compartment {
    REPORT(Label.TAG_REPORT, Label.BODY_REPORT, Label.SALT_REPORT), IDENTITY(Label.TAG_IDENTITY, Label.BODY_IDENTITY,
            Label.SALT_IDENTITY);

    private final Label tag;
    private final Label body;
    private final Label salt;

    Compartment(Label tag, Label body, Label salt) {
        this.tag = tag;
        this.body = body;
        this.salt = salt;
    }

    /** Label of the tag T its dealing is bound to. */
    public Label tag() {
        return tag;
    }

    /** Label its body's key is derived under. */
    public Label body() {
        return body;
    }

    /** Label its body's salt is derived under. */
    public Label salt() {
        return salt;
    }
}
