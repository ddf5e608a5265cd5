package dev.workerlet.it.stock;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Stock Jetty with its CDI module. */
@Tag("stock")
class JettyHomeCdiIT extends StockServerTests {
    @Override
    StockServer start() throws IOException, InterruptedException {
        return JettyHome.start("jetty-home-cdi", "ee11-cdi");
    }

    @Override
    List<String> leakWarnings() {
        return List.of();
    }
}
