package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.embedded.downstream.PlainServlet;
import dev.workerlet.it.support.Archives;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker in front of an application. */
class FilterIT extends DeployedTests {
    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("filter").addPackage(PlainServlet.class.getPackage());
    }

    @ParameterizedTest
    @CsvSource({
        "plain, 200, 'plain, né?'",
        "async, 200, asynchronous",
        "static/page.txt, 200, 'a static file\n'",
        "forward, 200, 'plain, né?'",
        "error, 409, error page for 409",
        "missing, 404, error page for 404",
        "static/none.txt, 404, error page for 404",
    })
    void next_ofAnyKind_isPassedOnWithTheWorkersHeader(String path, int status, String body) {
        HttpResponse<String> response = http().get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("x-edge")).hasValue("seen");
    }

    @Test
    void next_headersOfTheServlet_areKept() {
        assertThat(http().get("plain").headers().firstValue("x-plain")).hasValue("yes");
        HttpResponse<String> cookies = http().get("writer-and-cookies");
        assertThat(cookies.headers().allValues("set-cookie")).containsExactly("first=1", "second=2");
        assertThat(String.join(", ", cookies.headers().allValues("x-many"))).isEqualTo("a, b");
    }

    @Test
    void next_binaryAndFlushed_isUnchanged() {
        byte[] expected = new byte[256];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) i;
        }
        assertThat(http().sendForBytes("bytes", request -> request).body()).isEqualTo(expected);
    }

    @Test
    void next_withTheBodyUnread_handsItOn() {
        assertThat(http().post("echo", "text/plain", "corpo é 🐈").body()).isEqualTo("POST null null corpo é 🐈");
    }

    @Test
    void next_withAnotherRequest_isWhatTheServletGets() {
        HttpResponse<String> response = http().send(
                        "rewritten",
                        request -> request.header("x-secret", "s")
                                .header("content-type", "text/plain")
                                .POST(BodyPublishers.ofString("shout")));
        assertThat(response.body()).isEqualTo("<PUT by the worker null SHOUT>");
    }

    @Test
    void worker_thatAnswersItself_keepsTheRequestFromTheServlet() {
        HttpResponse<String> refused = http().get("guarded");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(http().send("guarded", request -> request.header("authorization", "Bearer open-sesame"))
                        .body())
                .isEqualTo("plain, né?");
    }

    @Test
    void exception_afterPassThroughOnException_goesOnToTheServlet() {
        assertThat(http().get("lenient").body()).isEqualTo("plain, né?");
        assertThat(http().post("lenient-body", "text/plain", "body").body()).isEqualTo("POST null null body");
    }

    @Test
    void exception_withoutPassThrough_is500() {
        HttpResponse<String> response = http().get("strict");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("x-termination-reason")).hasValue("Exception");
    }
}
