package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Archives;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What workers find of the web platform: the parts that have a half in the host. */
class PlatformIT extends DeployedTests {
    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("platform");
    }

    @Test
    void fetch_ofTheServerItself_sendsAndReceives() {
        assertThat(http().get("fetch").body())
                .isEqualTo("{\"status\":201,\"url\":\"?from=fetch\",\"body\":\"POST one, two body\"}");
    }

    @Test
    void fetch_redirected_follows() {
        assertThat(http().get("redirected").body())
                .isEqualTo("{\"redirected\":true,\"body\":"
                        + "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}");
    }

    @Test
    void crypto_signatureWithAGeneratedKey_verifies() {
        assertThat(http().get("signature").body()).isEqualTo("true");
    }

    @Test
    void compression_everyFormat_comesBack() {
        assertThat(http().get("compression").body())
                .isEqualTo("gzip true true\ndeflate true true\ndeflate-raw true true\nbrotli true true");
    }

    @Test
    void encoding_ofJapan_isDecoded() {
        assertThat(http().get("encoding").body()).isEqualTo("日本");
    }

    @Test
    void module_importedWhileRunning_isFoundInTheArchive() {
        assertThat(http().get("module").body()).isEqualTo("a part file:///WEB-INF/workers/platform.mjs");
    }

    @Test
    void cache_keepsAResponse() {
        assertThat(http().get("cache").body()).isEqualTo("yes kept true");
    }

    @Test
    void message_throughAChannel_isACopy() {
        assertThat(http().get("message").body()).isEqualTo("1970-01-01T00:00:00.000Z");
    }
}
