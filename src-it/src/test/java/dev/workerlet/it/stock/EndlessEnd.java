package dev.workerlet.it.stock;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.concurrent.locks.LockSupport;

/** What an application has that never finishes its end. */
public final class EndlessEnd implements ServletContextListener {
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        while (true) {
            LockSupport.park();
        }
    }
}
