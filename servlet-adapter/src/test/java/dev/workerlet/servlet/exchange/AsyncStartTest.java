package dev.workerlet.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.core.AsyncContextImpl;
import org.junit.jupiter.api.Test;

class AsyncStartTest {
    @Test
    void timeout_ofTomcat_isFarAwayButNotNone() {
        AsyncContextImpl context = new AsyncContextImpl(new Request(new Connector(), new org.apache.coyote.Request()));

        assertThat(AsyncStart.withoutTimeout(context).getTimeout()).isGreaterThan(TimeUnit.DAYS.toMillis(365));
    }
}
