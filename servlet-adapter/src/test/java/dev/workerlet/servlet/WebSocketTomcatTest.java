package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class WebSocketTomcatTest extends WebSocketContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
