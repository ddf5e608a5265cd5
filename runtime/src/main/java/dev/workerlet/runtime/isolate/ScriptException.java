package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.BaseJavetScriptingException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.exceptions.JavetScriptingError;
import com.caoccao.javet.exceptions.JavetTerminatedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a script threw, or why it could not be compiled: the message tells file, line and column, and the stack where
 * there is one. It has no Java stack of its own.
 */
public final class ScriptException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Pattern LINE_BREAK = Pattern.compile("\\n\\s*");

    private final boolean terminated;

    ScriptException(String message, boolean terminated, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.terminated = terminated;
    }

    /** A script's failure in words of the host. */
    public static ScriptException of(String message) {
        return new ScriptException(message, false, null);
    }

    static ScriptException of(JavetException exception) {
        if (exception instanceof BaseJavetScriptingException scripting) {
            return new ScriptException(describe(scripting.getScriptingError()), false, exception);
        }
        boolean ended = exception instanceof JavetTerminatedException;
        return new ScriptException(String.valueOf(exception.getMessage()), ended, exception);
    }

    /** What is wrong with a script's text. Where it was asked for does not matter, so there is no stack. */
    static ScriptException ofText(JavetException exception) {
        if (exception instanceof BaseJavetScriptingException scripting) {
            JavetScriptingError error = scripting.getScriptingError();
            return new ScriptException(error.getDetailedMessage() + "\n    at " + where(error), false, exception);
        }
        return of(exception);
    }

    /** The same failure, met while {@code path} imported something. */
    ScriptException importedBy(String path) {
        return new ScriptException(getMessage() + "\n    imported by " + path, terminated, getCause());
    }

    String firstLine() {
        String text = String.valueOf(getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    String onOneLine() {
        return LINE_BREAK.matcher(String.valueOf(getMessage())).replaceAll(" ");
    }

    /** Whether the host ended the script, rather than the script failed. */
    public boolean isTerminated() {
        return terminated;
    }

    private static String where(JavetScriptingError error) {
        return error.getResourceName() + ":" + error.getLineNumber() + ":" + (error.getStartColumn() + 1);
    }

    private static String describe(JavetScriptingError error) {
        String where = where(error);
        String stack = error.getStack();
        if (stack != null && !stack.isEmpty()) {
            return stack.contains(where) ? stack : stack + "\n    at " + where;
        }
        return error.getDetailedMessage() + "\n    at " + where;
    }
}
