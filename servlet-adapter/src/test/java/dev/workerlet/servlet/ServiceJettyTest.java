package dev.workerlet.servlet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;
import org.junit.jupiter.api.Test;

class ServiceJettyTest extends ServiceContract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }

    @Test
    void service_ofNobody_isAMistakeThatNamesWhoIsThere() {
        assertThatThrownBy(this::startWithAMistake)
                .hasStackTraceContaining(
                        "filter \"edge\": service.BACK names the worker \"bakc\", but no worker servlet"
                                + " or worker filter has this name; there are [back, edge]");
    }
}
