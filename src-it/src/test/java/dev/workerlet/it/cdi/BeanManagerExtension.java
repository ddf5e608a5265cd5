package dev.workerlet.it.cdi;

import org.jboss.arquillian.container.test.spi.RemoteLoadableExtension;

/** Goes into the archive, where Arquillian loads it as a service. */
public final class BeanManagerExtension implements RemoteLoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(BeanManagerHandover.class);
    }
}
