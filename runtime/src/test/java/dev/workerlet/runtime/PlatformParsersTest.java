package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.message.JsonText;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The parsers that are written in JavaScript, fed with texts that are nearly right: what {@code web/parsers.js} holds against
 * them is an unknown error, a result that changes when it is read again, or a header that would end its line.
 */
class PlatformParsersTest {
    private static final List<String> URL_PARTS = List.of(
            "http:",
            "https://",
            "//",
            "/",
            "\\",
            "a",
            "é",
            "%",
            "%2e",
            "..",
            ".",
            "@",
            ":",
            ":80",
            "[::1]",
            "[1::",
            "0x7f.1",
            "256",
            "?",
            "#",
            " ",
            "\t",
            "\n",
            "xn--",
            "xn--a",
            "ß",
            "。",
            "\u00ad",
            "\ud800",
            "\udc00",
            "data:",
            "blob:",
            "file:",
            "C|",
            "javascript:",
            "user",
            "<",
            "|",
            "^",
            "{",
            "\u0000",
            "\u007f");
    private static final List<String> FORM_PARTS = List.of(
            "a", "b", "=", "&", "+", "%", "%20", "%C3%A9", "%c3", "%ff", ";", "\r", "\n", "\u00c3", "\u00ff", "\u0000");
    private static final List<String> MULTIPART_PARTS = List.of(
            "--b\r\n",
            "--b--\r\n",
            "--b--",
            "--b",
            "\r\n",
            "\r\n\r\n",
            "content-disposition: form-data; name=\"a\"\r\n",
            "Content-Disposition: form-data; name=\"a%22%0d%0a\"; filename=\"f\\\".txt\"\r\n",
            "content-type: text/plain;charset=utf-8\r\n",
            "content-disposition: form-data; name=\"",
            "x:y\r\n",
            "value",
            "\u00ff\u0000",
            "\n");
    private static final List<String> HEADER_PARTS = List.of(
            "x-a",
            "set-cookie",
            "=",
            " ",
            "\t",
            "\r",
            "\n",
            "\r\n b",
            "\u0000",
            "é",
            "\u00ff",
            "€",
            ":",
            "(",
            "b",
            ",");
    private static final List<String> TEXT_PARTS = List.of(
            "a",
            "A",
            "=",
            "+",
            "/",
            "-",
            "_",
            "\n",
            " ",
            "\u00e9",
            "\u00ed\u00a0\u0080",
            "\u00f0\u0090",
            "\u001b$B",
            "\u0081",
            "\u00ff\u00fe",
            "\u00d8\u0000",
            "text/html",
            ";base64",
            ",",
            "%",
            "%3",
            "%41",
            ";charset=",
            "\"",
            "\\");
    private static final List<String> PATTERN_PARTS = List.of(
            "/",
            ":id",
            "*",
            "{",
            "}",
            "?",
            "+",
            "(a|b)",
            "(",
            ")",
            "[a-z]",
            "\\",
            "https://",
            ":",
            "%",
            "é",
            "#",
            "a",
            "\\d");

    @SuppressWarnings("NullAway.Init")
    private static Workers workers;

    @SuppressWarnings("NullAway.Init")
    private static WorkerDefinition parsers;

    @BeforeContainer
    static void start() throws IOException {
        try (InputStream in = Objects.requireNonNull(PlatformParsersTest.class.getResourceAsStream("web/parsers.js"))) {
            parsers = Workers.worker(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        workers = Workers.start();
    }

    @AfterContainer
    static void stop() {
        workers.close();
    }

    private static Arbitrary<List<String>> texts(List<String> parts) {
        return Arbitraries.of(parts)
                .list()
                .ofMaxSize(14)
                .map(some -> String.join("", some))
                .list()
                .ofSize(8);
    }

    @Provide
    Arbitrary<List<String>> urls() {
        return texts(URL_PARTS);
    }

    @Provide
    Arbitrary<List<String>> forms() {
        return texts(FORM_PARTS);
    }

    @Provide
    Arbitrary<List<String>> multiparts() {
        return texts(MULTIPART_PARTS);
    }

    @Provide
    Arbitrary<List<String>> headers() {
        return texts(HEADER_PARTS);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return texts(TEXT_PARTS);
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        return texts(PATTERN_PARTS);
    }

    private static void check(String kind, List<String> inputs) {
        String question = "{\"kind\":" + JsonText.of(kind) + ",\"inputs\":" + JsonText.of(inputs) + "}";

        Answer answer = workers.fetch(parsers, Workers.post("http://example.com/", question));

        assertThat(answer.text()).isEqualTo("[]");
    }

    @Property
    void url_isStable_orATypeError(@ForAll("urls") List<String> inputs) {
        check("url", inputs);
    }

    @Property
    void urlencoded_isStable(@ForAll("forms") List<String> inputs) {
        check("search", inputs);
        check("form", inputs);
    }

    @Property
    void multipart_isStable_orATypeError(@ForAll("multiparts") List<String> inputs) {
        check("multipart", inputs);
    }

    @Property
    void header_staysInItsLine_orIsATypeError(@ForAll("headers") List<String> inputs) {
        check("header", inputs);
    }

    @Property
    void text_isTheSameInPieces_andDataUrlsAreReadOrRefused(@ForAll("texts") List<String> inputs) {
        check("text", inputs);
        check("base64", inputs);
        check("data", inputs);
    }

    @Property
    void pattern_isCompiled_orATypeError(@ForAll("patterns") List<String> inputs) {
        check("pattern", inputs);
    }
}
