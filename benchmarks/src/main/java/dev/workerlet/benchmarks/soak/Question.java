package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.support.Checksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request and the one answer that is right.
 *
 * @param url the address
 * @param body the request's body, empty for none
 * @param answer the answer's body
 */
record Question(URI url, byte[] body, byte[] answer) {
    private static final byte[] NONE = {};
    private static final int[] SIZES = {1, 100, 4_000, 16_384, 65_536, 262_144, 1_048_576};
    private static final int MOST_LINES = 400;
    private static final int MOST_EVENTS = 20;
    private static final int SHARED_ENTRIES = 50;

    private static Question get(URI url, String answer) {
        return new Question(url, NONE, bytes(answer));
    }

    static Question hello(Visitor visitor) {
        return get(visitor.url(Grounds.healthy("hello"), ""), Checksum.of("hello", visitor.nonce()));
    }

    static Question json(Visitor visitor) {
        int[] numbers =
                visitor.random().ints(visitor.random().nextInt(100), 0, 1_000).toArray();
        int sum = IntStream.of(numbers).sum();
        String listed = IntStream.of(numbers).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String nonce = visitor.nonce();
        String body = "{\"nonce\":\"" + nonce + "\",\"numbers\":[" + listed + "]}";
        String answer = "{\"nonce\":\"" + nonce + "\",\"sum\":" + sum + ",\"checksum\":\""
                + Checksum.of("json", nonce, sum) + "\"}";
        return new Question(visitor.url(Grounds.healthy("json"), ""), bytes(body), bytes(answer));
    }

    static Question body(Visitor visitor) {
        byte[] body = randomBody(visitor.random());
        String answer = Checksum.of("body", visitor.nonce(), body.length, hex(sha256(body)));
        return new Question(visitor.url(Grounds.healthy("body"), ""), body, bytes(answer));
    }

    static Question flow(Visitor visitor) {
        byte[] body = randomBody(visitor.random());
        int key = visitor.random().nextInt(1, 256);
        byte[] answer = body.clone();
        for (int i = 0; i < answer.length; i++) {
            answer[i] = (byte) (answer[i] ^ key);
        }
        return new Question(visitor.url(Grounds.healthy("flow"), "&key=" + key), body, answer);
    }

    static Question stream(Visitor visitor) {
        int lines = visitor.random().nextInt(MOST_LINES);
        String answer = IntStream.range(0, lines)
                .mapToObj(number -> number + " " + Checksum.of("stream", visitor.nonce(), number) + "\n")
                .collect(Collectors.joining());
        return get(visitor.url(Grounds.healthy("stream"), "&lines=" + lines), answer);
    }

    static Question events(Visitor visitor) {
        int count = visitor.random().nextInt(1, MOST_EVENTS);
        String answer = IntStream.range(0, count)
                .mapToObj(number ->
                        "id: " + number + "\ndata: " + Checksum.of("events", visitor.nonce(), number) + "\n\n")
                .collect(Collectors.joining());
        return get(visitor.url(Grounds.healthy("events"), "&count=" + count), answer);
    }

    static Question timers(Visitor visitor) {
        String answer = IntStream.of(7, 1, 4, 0)
                .mapToObj(millis -> Checksum.of("timers", visitor.nonce(), millis))
                .collect(Collectors.joining(" "));
        return get(visitor.url(Grounds.healthy("timers"), ""), answer);
    }

    static Question state(Visitor visitor) {
        String nonce = visitor.nonce();
        return get(visitor.url(Grounds.healthy("state"), ""), nonce + ' ' + nonce + ' ' + Checksum.of("state", nonce));
    }

    static Question signature(Visitor visitor) {
        byte[] body = randomBody(visitor.random());
        byte[] text = bytes(HexFormat.of().formatHex(body, 0, Math.min(body.length, 1_000)));
        return new Question(
                visitor.url(Grounds.healthy("signature"), ""), text, bytes(hex(signed(visitor.nonce(), text))));
    }

    static Question cache(Visitor visitor) {
        int key = visitor.random().nextInt(SHARED_ENTRIES);
        String answer = Checksum.of("own", visitor.nonce()) + ' ' + Checksum.of("shared", key);
        return get(visitor.url(Grounds.healthy("cache"), "&key=" + key), answer);
    }

    static Question pack(Visitor visitor) {
        List<String> lines = new ArrayList<>();
        for (int i = visitor.random().nextInt(1, MOST_LINES); i > 0; i--) {
            lines.add(Checksum.of(visitor.nonce(), i).repeat(10));
        }
        byte[] packed = gzip(bytes(String.join("\n", lines)));
        Collections.reverse(lines);
        return new Question(visitor.url(Grounds.healthy("pack"), ""), packed, bytes(String.join("\n", lines)));
    }

    static Question pass(Visitor visitor) {
        String upstream = "&upstream=" + visitor.grounds().upstream().url("/checksum");
        return get(visitor.url(Grounds.healthy("pass"), upstream), Checksum.of(visitor.nonce()));
    }

    static Question filter(Visitor visitor) {
        String nonce = visitor.nonce();
        return get(
                visitor.url(Grounds.behind("hello"), ""),
                Checksum.of("hello", nonce) + ' ' + Checksum.of("filter", nonce));
    }

    private static byte[] randomBody(Random random) {
        byte[] body = new byte[1 + random.nextInt(SIZES[random.nextInt(SIZES.length)])];
        random.nextBytes(body);
        return body;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] signed(String key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("Memory can be written", e);
        }
        return packed.toByteArray();
    }

    /** Unpacks an answer that is packed with gzip. */
    static byte[] gunzip(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
