package dev.workerlet.benchmarks.lifecycle;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A servlet that ends the JVM from its request's thread, as careless code does. */
final class ExitServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PATH = "/exit";
    static final int CODE = 7;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        System.exit(CODE);
    }
}
