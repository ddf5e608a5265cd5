package dev.workerlet.it.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.ApplicationScoped;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/** Hands the web application's bean manager to Arquillian, which looks in JNDI only. */
public class BeanManagerHandover {
    @Inject
    @ApplicationScoped
    @SuppressWarnings("NullAway.Init")
    private InstanceProducer<BeanManager> beanManager;

    /** Before the first test in the web application. */
    public void handOver(@Observes BeforeSuite event) {
        beanManager.set(CDI.current().getBeanManager());
    }
}
