package dev.workerlet.benchmarks.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A visit of one question, whose answer is compared byte by byte.
 *
 * @param name what it is counted under
 * @param question asks it
 * @param packed whether the answer is packed with gzip
 */
record QuestionVisit(String name, Function<Visitor, Question> question, boolean packed) implements Visit {
    private static final String OK = "200";
    private static final int MOST_TOLD = 120;

    static QuestionVisit of(String name, Function<Visitor, Question> question) {
        return new QuestionVisit(name, question, false);
    }

    @Override
    public Outcome make(Visitor visitor) throws IOException {
        Question asked = question.apply(visitor);
        Visitor.Reply reply = visitor.ask(asked.url(), asked.body());
        return judge(asked, reply, packed && isOk(reply) ? Question.gunzip(reply.body()) : reply.body());
    }

    private static boolean isOk(Visitor.Reply reply) {
        return reply.head().second().equals(OK);
    }

    /** Compares an answer with the right one. */
    static Outcome judge(Question asked, Visitor.Reply reply, byte[] body) {
        if (!isOk(reply)) {
            return Outcome.wrong(status(reply), "answered with " + status(reply) + ": " + told(body));
        }
        if (!Arrays.equals(asked.answer(), body)) {
            int at = Arrays.mismatch(asked.answer(), body);
            return Outcome.wrong(
                    "wrong",
                    asked.url() + " differs at byte " + at + " of " + asked.answer().length + ", got " + body.length
                            + " bytes: " + told(body) + ", not " + told(asked.answer()));
        }
        return Outcome.RIGHT;
    }

    private static String status(Visitor.Reply reply) {
        String reason = reply.head().fields().getOrDefault("x-termination-reason", "");
        return (reply.head().second() + ' ' + reason).trim();
    }

    private static String told(byte[] body) {
        return '"' + new String(body, 0, Math.min(body.length, MOST_TOLD), StandardCharsets.ISO_8859_1) + '"';
    }
}
