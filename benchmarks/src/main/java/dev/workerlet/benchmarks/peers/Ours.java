package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.hostile.Attack;
import dev.workerlet.benchmarks.hostile.BatteryPlan;
import dev.workerlet.benchmarks.hostile.BatteryServer;
import dev.workerlet.benchmarks.hostile.Layout;
import dev.workerlet.benchmarks.hostile.Neighbour;
import dev.workerlet.benchmarks.io.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workerlet as the battery serves it. The neighbour is another owner's worker on the attacker's loop. What an attack leaves is
 * there for the next one: the process is replaced when it has come to harm only.
 */
final class Ours implements Peer {
    private final BatteryPlan plan = new BatteryPlan("jetty", 1, 0, 0, 0, 0, 0, 1, 2_000, 128, 0, false, null);
    private final List<Attack> attacks;
    private final Layout layout;
    private @Nullable ServerProcess running;

    Ours(List<Attack> attacks) {
        this.attacks = attacks;
        this.layout = Layout.of(attacks);
    }

    @Override
    public String name() {
        return "Workerlet";
    }

    @Override
    public String version() {
        return "in Jetty, JDK " + Runtime.version().feature();
    }

    @Override
    public PeerServer start(Attack attack) throws IOException {
        ServerProcess process = running;
        if (process == null) {
            process = BatteryServer.process(plan, layout, attacks);
            running = process;
        }
        URI root = process.url();
        int loop = layout.loops().getOrDefault(attack.name(), 0);
        Neighbour neighbour = layout.neighbours().stream()
                .filter(each -> !each.sameOwner() && each.loop() == loop)
                .findFirst()
                .orElseThrow();
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
        URI attacker = root.resolve(attack.budget().folder() + '/' + attack.name());
        return new PeerServer(handle, () -> 0, attacker, root, neighbour);
    }

    @Override
    public void end(PeerServer server, boolean harmed) throws IOException, InterruptedException {
        if (harmed) {
            close();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        ServerProcess process = running;
        running = null;
        if (process != null) {
            process.kill();
            process.close();
        }
    }
}
