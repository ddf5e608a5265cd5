package dev.workerlet.it.stock;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Stock Jetty without its CDI module. */
@Tag("stock")
class JettyHomeIT extends StockServerTests {
    @Override
    StockServer start() throws IOException, InterruptedException {
        return JettyHome.start("jetty-home");
    }

    @Override
    List<String> leakWarnings() {
        return List.of();
    }
}
