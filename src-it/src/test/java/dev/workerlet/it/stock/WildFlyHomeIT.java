package dev.workerlet.it.stock;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Stock WildFly, whose own CDI the sample uses. Only in the Maven profile of that name. */
@Tag("wildfly")
class WildFlyHomeIT extends StockServerTests {
    @Override
    StockServer start() throws IOException, InterruptedException {
        return WildFlyHome.start("wildfly-home");
    }

    @Override
    List<String> leakWarnings() {
        return List.of("UT010049", "MSC000004");
    }
}
