package dev.workerlet.it.jetty;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** The settings of {@link JettyContainer} in {@code arquillian.xml}: none, since it takes a free port. */
public final class JettyConfiguration implements ContainerConfiguration {
    @Override
    public void validate() {
        // nothing can be wrong
    }
}
