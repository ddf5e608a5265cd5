package dev.workerlet.it.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Http;
import dev.workerlet.it.support.SampleChecks;
import dev.workerlet.it.support.SampleWar;
import dev.workerlet.it.support.SteadyTraffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What must hold in every stock server: the chapters of one server's life, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class StockServerTests {
    private static final int REQUESTS_AFTER_REDEPLOY = 500;

    @SuppressWarnings("NullAway.Init")
    private StockServer server;

    /** Starts the server with nothing deployed. */
    abstract StockServer start() throws IOException, InterruptedException;

    /** Part of a line that says that this server found something left behind by an undeployed application. */
    abstract List<String> leakWarnings();

    @BeforeAll
    void startServer() throws IOException, InterruptedException {
        server = start();
    }

    @AfterAll
    void closeServer() {
        server.close();
    }

    @Test
    @Order(1)
    void twoCopiesOfTheSample_sideBySide_bothAnswerEverything() throws IOException, InterruptedException {
        server.deploy("one", SampleWar.path());
        server.deploy("two", SampleWar.path());
        for (String copy : List.of("one", "two")) {
            Http http = server.http().below(copy);
            server.process().await(copy + " answers", () -> http.get("hello").statusCode() == 200);
            SampleChecks.everything(http, server.process()::await);
        }
    }

    @Test
    @Order(2)
    void redeploy_underTraffic_losesNoRequestOfTheOtherCopy() throws IOException, InterruptedException {
        Http one = server.http().below("one");
        Http two = server.http().below("two");
        try (SteadyTraffic traffic = SteadyTraffic.start(one, "hello")) {
            Path war = SampleWar.changed(
                    server.folder().resolve("changed.war"), "workers/hello.js", SampleChecks.GREETING, "Salut");
            server.deploy("two", war);
            server.process()
                    .await("two was redeployed", () -> two.get("hello").body().contains("Salut"));
            int before = traffic.answered();
            server.process().await("traffic goes on", () -> traffic.answered() >= before + REQUESTS_AFTER_REDEPLOY);
            assertThat(traffic.stop()).isEmpty();
        }
    }

    @Test
    @Order(3)
    void stop_afterAllThat_isClean() throws IOException, InterruptedException {
        assertThat(server.stop()).as("exit code").isZero();
        assertThat(crashReports()).isEmpty();
        assertThat(server.process().lines()).noneMatch(this::isLeakWarning);
    }

    private boolean isLeakWarning(String line) {
        return leakWarnings().stream().anyMatch(line::contains);
    }

    private List<Path> crashReports() throws IOException {
        try (Stream<Path> files = Files.list(server.folder())) {
            return files.filter(file -> file.getFileName().toString().startsWith("hs_err"))
                    .toList();
        }
    }
}
