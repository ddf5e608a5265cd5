package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class ServiceTomcatTest extends ServiceContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
