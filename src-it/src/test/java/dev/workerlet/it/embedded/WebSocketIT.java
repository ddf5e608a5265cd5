package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Archives;
import dev.workerlet.it.support.Eventually;
import dev.workerlet.it.support.Sockets;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** WebSockets that a worker answers with. */
class WebSocketIT extends DeployedTests {
    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("basics");
    }

    @Test
    void room_allHearWhatOneSays() throws InterruptedException {
        Sockets first = Sockets.connect(http(), "room");
        Sockets second = Sockets.connect(http(), "room");
        first.say("Grüße 😀");
        assertThat(first.next()).isEqualTo("Grüße 😀");
        assertThat(second.next()).isEqualTo("Grüße 😀");
        assertThat(http().get("room").body()).isEqualTo("2");

        first.say("leave");
        second.say("leave");
        assertThat(first.next()).isEqualTo("closed 4000 bye");
        assertThat(second.next()).isEqualTo("closed 4000 bye");
        Eventually.holds("the room is empty", () -> http().get("room").body().equals("0"));
    }
}
