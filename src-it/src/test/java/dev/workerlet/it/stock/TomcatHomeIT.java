package dev.workerlet.it.stock;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Stock Tomcat. */
@Tag("stock")
class TomcatHomeIT extends StockServerTests {
    @Override
    StockServer start() throws IOException, InterruptedException {
        return TomcatHome.start("tomcat-home");
    }

    @Override
    List<String> leakWarnings() {
        return List.of("appears to have started a thread", "but has failed to unregister");
    }
}
