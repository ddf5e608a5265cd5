package dev.workerlet.servlet;

import dev.workerlet.servlet.container.Container;
import dev.workerlet.servlet.container.JettyContainer;

class HardeningJettyTest extends HardeningContract {
    @Override
    protected Container container() {
        return new JettyContainer();
    }
}
