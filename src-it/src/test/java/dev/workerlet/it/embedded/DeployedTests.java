package dev.workerlet.it.embedded;

import dev.workerlet.it.support.Http;
import java.net.URL;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of one web application, which the container under test has deployed. */
@Tag("embedded")
@ExtendWith(ArquillianExtension.class)
public abstract class DeployedTests {
    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private URL address;

    /** A client for the application's root. */
    protected Http http() {
        return Http.at(address);
    }
}
