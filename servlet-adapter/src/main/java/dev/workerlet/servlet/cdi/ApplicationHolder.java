package dev.workerlet.servlet.cdi;

import dev.workerlet.servlet.application.WebApplication;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The bean that knows which web application the beans belong to; set once, while the web application starts. */
@ApplicationScoped
public class ApplicationHolder {
    private volatile @Nullable WebApplication application;

    public void hold(WebApplication held) {
        application = held;
    }

    public WebApplication application() {
        WebApplication held = application;
        if (held == null) {
            throw new IllegalStateException("Workers can't be injected: dev.workerlet.servlet.WorkerletListener is not"
                    + " registered with the web application");
        }
        return held;
    }
}
