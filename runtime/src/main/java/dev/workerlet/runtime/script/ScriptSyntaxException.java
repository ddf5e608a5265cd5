package dev.workerlet.runtime.script;

/** A text can't be divided into tokens: V8 knows better what is wrong with it. It has no Java stack. */
final class ScriptSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptSyntaxException(String what, int at) {
        super(what + " at character " + at, null, false, false);
    }
}
