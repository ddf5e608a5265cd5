package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;
import java.util.Map;

class SocketFramingTomcatTest extends SocketFramingContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }

    @Override
    protected Map<String, Integer> deviations() {
        return Map.of(
                "close empty", 1000,
                "close empty heard", 1000,
                "close 1012", 1002,
                "close 1013", 1002,
                "close 1014", 1002,
                "close with bad UTF-8", 1002);
    }
}
