package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.message.JsonText;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
    private static final List<String> EVENT_PARTS = List.of(
            "data",
            "event",
            "id",
            "retry",
            ":",
            " ",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "x",
            "17",
            "\u0000",
            "\u00c3\u00a9",
            "\u00c3",
            "\u00ef\u00bb\u00bf",
            "data:a\n",
            "data: b\r\r",
            "event:x\n",
            "id:7\r\n",
            "retry:5\n",
            ":c\n");
    private static final List<String> FRESHNESS_PARTS = List.of(
            "\n",
            "max-age",
            "s-maxage",
            "max-age=500",
            "S-MaxAge = \"700\"",
            "max-age=99999999999999999999",
            "no-store",
            "private",
            "=",
            "0",
            "60",
            "2147483648",
            "99999999999999999999",
            "-",
            "\"",
            ",",
            " ",
            "\t",
            "\u00a0",
            "x",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "+275760-09-13T00:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private static Workers workers;

    @SuppressWarnings("NullAway.Init")
    private static WorkerDefinition parsers;

    @BeforeContainer
    static void start() throws IOException {
        parsers = Workers.worker(MapSource.of(Map.of(
                "/main.js", text("parsers.js"),
                "/stand-ins.js", text("stand-ins.js"),
                "/event-streams.js", module("eventsource/parser.js"),
                "/freshness.js", module("cache/freshness.js"))));
        workers = Workers.start();
    }

    private static String text(String path) throws IOException {
        try (InputStream in = Objects.requireNonNull(PlatformParsersTest.class.getResourceAsStream("web/" + path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A module of the platform, which no script can reach, as one of the worker's. */
    private static String module(String path) throws IOException {
        return "import { primordials, require } from '/stand-ins.js'; const module = {};\n"
                + text(path)
                + "export default module.exports;";
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

    @Provide
    Arbitrary<List<String>> eventStreams() {
        return texts(EVENT_PARTS);
    }

    @Provide
    Arbitrary<List<String>> cachedHeaders() {
        return texts(FRESHNESS_PARTS);
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

    @Property
    void events_areThoseOfTheWholeText_inPiecesToo(@ForAll("eventStreams") List<String> inputs) {
        check("events", inputs);
    }

    @Property
    void freshness_isWithinItsBounds(@ForAll("cachedHeaders") List<String> inputs) {
        check("freshness", inputs);
    }
}
