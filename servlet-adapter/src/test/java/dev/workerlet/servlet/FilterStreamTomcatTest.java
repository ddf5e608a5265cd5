package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class FilterStreamTomcatTest extends FilterStreamContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
