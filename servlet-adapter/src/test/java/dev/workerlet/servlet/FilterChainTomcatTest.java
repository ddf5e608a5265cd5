package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class FilterChainTomcatTest extends FilterChainContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
