package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.TomcatContainer;

class StreamTomcatTest extends StreamContract {
    @Override
    protected Container container() {
        return new TomcatContainer();
    }

    @Override
    protected boolean isContinueSentUnasked() {
        return true;
    }
}
