package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;

class AbortJettyTest extends AbortContract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }
}
