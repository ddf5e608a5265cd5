package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class Http2TomcatTest extends Http2Contract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
