package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class SocketFramingTomcatTest extends SocketFramingContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
