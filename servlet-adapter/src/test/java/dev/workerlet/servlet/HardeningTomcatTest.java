package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class HardeningTomcatTest extends HardeningContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }
}
