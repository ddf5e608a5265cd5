package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class WorkersFileTomcatTest extends WorkersFileContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
