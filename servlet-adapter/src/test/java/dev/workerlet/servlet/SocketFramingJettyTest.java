package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;

class SocketFramingJettyTest extends SocketFramingContract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }
}
