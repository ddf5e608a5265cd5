package dev.workerlet.servlet;

import dev.workerlet.servlet.application.WebApplication;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Ends the runtime with its web application. Named in the web fragment; starts no runtime by itself. */
public class WorkerletListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        WebApplication.of(event.getServletContext()).keepUntilClosed();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        WebApplication.close(event.getServletContext());
    }
}
