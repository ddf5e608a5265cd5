package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Archives;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Requests and responses of workers behind a {@code WorkerServlet}. */
class BasicsIT extends DeployedTests {
    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("basics");
    }

    @Test
    void hello_module_answers() {
        HttpResponse<String> response = http().get("hello");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("Hello, World!");
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).isEqualToIgnoringCase("text/plain;charset=UTF-8"));
    }

    @Test
    void serviceWorker_atOnceAndLater_answers() {
        assertThat(http().get("classic").body()).isEqualTo("classic");
        assertThat(http().get("classic/later").body()).isEqualTo("classic, later");
    }

    @Test
    void request_anyMethod_arrivesWithUrlHeadersAndBody() {
        HttpResponse<String> response = http().send(
                        "echo/a%20b/%F0%9F%90%88?q=1&q=%C3%A9",
                        request -> request.header("x-repeated", "one")
                                .header("x-repeated", "two")
                                .method("PATCH", BodyPublishers.ofString("corpo é 🐈")));
        assertThat(response.body())
                .contains("\"method\":\"PATCH\"")
                .contains("/basics/echo/a%20b/%F0%9F%90%88?q=1&q=%C3%A9\"")
                .contains("[\"x-repeated\",\"one, two\"]")
                .contains("\"body\":\"corpo é 🐈\"");
    }

    @Test
    void body_largeAndBinary_comesBackUnchanged() {
        byte[] bytes = new byte[1_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        assertThat(http().sendForBytes("echo/bytes", request -> request.POST(BodyPublishers.ofByteArray(bytes)))
                        .body())
                .isEqualTo(bytes);
    }

    @Test
    void body_withoutLength_arrives() {
        byte[] bytes = "em pedaços".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = http().send(
                        "echo",
                        request -> request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
        assertThat(response.body()).contains("\"body\":\"em pedaços\"");
    }

    @Test
    void responseHeaders_repeated_stayApart() {
        HttpResponse<String> response = http().send("headers", request -> request.header("cookie", "a=1; b=2"));
        assertThat(response.body()).isEqualTo("a=1; b=2");
        assertThat(response.headers().allValues("set-cookie"))
                .containsExactly("first=1; Path=/; HttpOnly", "second=2; Max-Age=60");
        assertThat(String.join(", ", response.headers().allValues("x-list"))).isEqualTo("a, b");
        assertThat(response.headers().firstValue("x-one")).hasValue("1");
    }

    @Test
    void head_ofAnyWorker_hasNoBody() {
        HttpResponse<String> response =
                http().send("hello", request -> request.method("HEAD", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void answers_ofEveryStatus_arrive() {
        assertThat(http().get("answers/empty").statusCode()).isEqualTo(204);
        assertThat(http().get("answers/unchanged").statusCode()).isEqualTo(304);
        assertThat(http().get("answers/unchanged").headers().firstValue("etag")).hasValue("\"1\"");
        assertThat(http().get("answers/teapot").statusCode()).isEqualTo(418);
        assertThat(http().get("answers/teapot").body()).isEqualTo("short and stout");
        assertThat(http().get("answers/redirect").statusCode()).isEqualTo(307);
        assertThat(http().get("answers/redirect").headers().firstValue("location"))
                .hasValue("http://example.org/elsewhere");
        assertThat(http().get("answers/unavailable").body()).isEqualTo("the worker says so");
    }

    @Test
    void answer_jsonAndLarge_arriveWhole() {
        HttpResponse<String> json = http().get("answers/json");
        assertThat(json.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json.body()).isEqualTo("{\"text\":\"naïve café 🐈\",\"number\":0.1}");
        assertThat(http().get("answers/big").body()).hasSize(1024 * 1024).endsWith("def");
    }

    @Test
    void modules_ofSeveralFiles_areLinked() {
        assertThat(http().get("modules").body())
                .contains("\"data\":[1,2,3]")
                .contains("\"text\":\"não é JavaScript\"")
                .contains("\"doubled\":42")
                .contains("\"cycle\":\"main\"")
                .contains("\"started\":\"top-level await\"");
    }

    @Test
    void languages_intlAndTemporal_areThere() {
        assertThat(http().get("language").body())
                .contains("\"date\":\"1 de janeiro de 1970\"")
                .contains("\"number\":\"1.234.567,80\u00a0€\"")
                .contains("\"plural\":\"few\"")
                .contains("\"letters\":true")
                .contains("\"nfkc\":\"fi1\"")
                .contains("\"temporal\":\"2024-03-01\"")
                .contains("\"zone\":\"2026-07-01T05:45:00+05:45[Asia/Kathmandu]\"");
    }

    @Test
    void servletFacts_ofTheRequest_reachTheWorker() {
        assertThat(http().get("facts/some/path").body())
                .isEqualTo("{\"contextPath\":\"/basics\",\"servletPath\":\"/facts\",\"pathInfo\":\"/some/path\","
                        + "\"remoteAddress\":\"127.0.0.1\",\"scheme\":\"http\",\"admin\":false}");
    }

    @Test
    void environment_fromInitParams_reachesTheWorker() {
        assertThat(http().get("environment").body())
                .isEqualTo("{\"greeting\":\"Olá 👋\",\"empty\":\"\",\"missing\":true}");
    }

    @Test
    void moduleState_pooledAndIsolated_livesOnOrNot() {
        int first = Integer.parseInt(http().get("pooled").body());
        assertThat(http().get("pooled").body()).isEqualTo(String.valueOf(first + 1));
        assertThat(http().get("isolated").body()).isEqualTo("1");
        assertThat(http().get("isolated").body()).isEqualTo("1");
    }
}
