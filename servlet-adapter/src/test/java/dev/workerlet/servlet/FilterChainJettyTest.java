package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;

class FilterChainJettyTest extends FilterChainContract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }
}
