package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;

class Http2JettyTest extends Http2Contract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }
}
