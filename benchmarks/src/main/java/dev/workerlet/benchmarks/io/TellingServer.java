package dev.workerlet.benchmarks.io;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.WorkerletStatistics;
import dev.workerlet.servlet.application.WebApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The other side of a {@link ServerProcess}: a server that tells the runtime's figures for each line on standard input. */
public final class TellingServer {
    private TellingServer() {}

    /** Serves until standard input ends. */
    public static void run(String container, Site site, PrintWriter out) throws Exception {
        try (EmbeddedServer server = container.equals("tomcat") ? new TomcatServer(site) : new JettyServer(site)) {
            out.println("ready http://127.0.0.1:" + server.port() + "/");
            out.flush();
            WebApplication application = WebApplication.of(server.context());
            answer(application.retain(), out);
            application.release();
        }
    }

    private static void answer(Workerlet runtime, PrintWriter out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            WorkerletStatistics figures = runtime.statistics();
            out.println("activeRequests=" + figures.activeRequests()
                    + " isolates=" + figures.isolates()
                    + " openIsolates=" + figures.openIsolates()
                    + " openHandles=" + figures.openHandles()
                    + " openStreams=" + figures.openStreams()
                    + " openFetches=" + figures.openFetches()
                    + " loopsThatTold=" + figures.pools().size());
            out.flush();
        }
    }
}
