package dev.workerlet.launcher;

import jakarta.servlet.ServletException;
import java.net.BindException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The server could not start, for a reason that a user can act on. The message is one line. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message + ": " + reason(cause), cause);
    }

    /** One line for any problem. */
    static String describe(Throwable problem) {
        return problem instanceof StartFailure ? String.valueOf(problem.getMessage()) : reason(problem);
    }

    private static String reason(Throwable problem) {
        Throwable telling = problem;
        while (telling.getCause() != null && !isMistakeOfTheUser(telling)) {
            telling = telling.getCause();
        }
        String name = telling.getClass().getSimpleName();
        String message = oneLine(telling.getMessage());
        boolean plain =
                isMistakeOfTheUser(telling) || telling instanceof ServletException || telling instanceof BindException;
        return message.isEmpty() ? name : plain ? message : name + ", " + message;
    }

    /** By name, since a web application brings a class of its own. */
    private static boolean isMistakeOfTheUser(Throwable problem) {
        return problem.getClass().getSimpleName().equals("ConfigurationException");
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "" : message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
