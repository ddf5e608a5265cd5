package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.it.cdi.BeanManagerExtension;
import dev.workerlet.it.cdi.BeanManagerHandover;
import dev.workerlet.it.embedded.beans.Chronicle;
import dev.workerlet.it.embedded.beans.Clerk;
import dev.workerlet.it.support.Archives;
import dev.workerlet.it.support.Eventually;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.spi.RemoteLoadableExtension;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers and beans, in a container without CDI. These tests run inside the web application. */
@Tag("embedded")
@ExtendWith(ArquillianExtension.class)
class BeansIT {
    @Inject
    @SuppressWarnings("NullAway.Init")
    private Clerk clerk;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Chronicle chronicle;

    @Deployment
    public static WebArchive archive() {
        return Archives.webApp("cdi")
                .addPackage(Clerk.class.getPackage())
                .addClasses(BeanManagerExtension.class, BeanManagerHandover.class, Eventually.class)
                .addAsServiceProvider(RemoteLoadableExtension.class, BeanManagerExtension.class);
    }

    @Test
    void dispatcher_callsAWorkerByItsName() {
        assertThat(clerk.ask("greeter", "Zé 🐈")).isEqualTo("200 Hello, Zé 🐈");
    }

    @Test
    void dispatcher_failureOfAWorker_reachesTheCaller() {
        assertThat(clerk.failureOf("failing")).isEqualTo("500 Exception");
    }

    @Test
    void dispatcher_unknownWorker_isRefused() {
        assertThatThrownBy(() -> clerk.ask("no-such-worker", ""))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void events_ofWorkers_reachObservers() {
        clerk.ask("greeter", "");
        clerk.failureOf("failing");
        Eventually.holds(
                "observers heard of load and failure",
                () -> chronicle.entries().contains("loaded greeter")
                        && chronicle.entries().contains("terminated failing 500"));
    }
}
