package dev.workerlet.it.jetty;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Offers {@link JettyContainer} to Arquillian where Jetty is on the class path; the Tomcat run leaves it off. */
public final class JettyExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        if (getClass().getClassLoader().getResource("org/eclipse/jetty/server/Server.class") != null) {
            builder.service(DeployableContainer.class, JettyContainer.class);
        }
    }
}
