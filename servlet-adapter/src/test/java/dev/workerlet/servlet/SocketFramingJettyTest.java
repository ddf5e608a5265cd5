package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;
import java.util.Map;

class SocketFramingJettyTest extends SocketFramingContract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }

    @Override
    protected Map<String, Integer> deviations() {
        return Map.of("negative length", 1009, "bad deflated data", 1007, "ping within deflated fragments", 1007);
    }
}
