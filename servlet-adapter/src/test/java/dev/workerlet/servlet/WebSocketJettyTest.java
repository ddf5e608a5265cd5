package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;

class WebSocketJettyTest extends WebSocketContract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }
}
