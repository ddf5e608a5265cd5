package dev.workerlet.runtime.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The content codings that are undone on the way in. */
final class ContentCodings {
    /** What requests offer. */
    static final String ACCEPTED = "gzip, deflate, br";

    /** More than anybody means; each costs memory. */
    private static final int MOST = 4;

    private ContentCodings() {}

    /**
     * The codings in {@code Content-Encoding} headers, first applied first; empty where one of them is unknown or there are
     * too many.
     */
    static List<String> known(List<String> headerValues) {
        List<String> codings = new ArrayList<>();
        for (String token : String.join(",", headerValues).split(",", -1)) {
            String coding = token.strip().toLowerCase(Locale.ROOT);
            switch (coding) {
                case "gzip", "x-gzip" -> codings.add("gzip");
                case "deflate", "br" -> codings.add(coding);
                case "", "identity" -> {}
                default -> {
                    return List.of();
                }
            }
        }
        return codings.size() > MOST ? List.of() : codings;
    }
}
