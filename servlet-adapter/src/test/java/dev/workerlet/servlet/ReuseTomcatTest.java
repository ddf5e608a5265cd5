package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class ReuseTomcatTest extends ReuseContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
