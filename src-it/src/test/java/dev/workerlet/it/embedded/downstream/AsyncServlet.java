package dev.workerlet.it.embedded.downstream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers on another thread. */
public class AsyncServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static void answer(AsyncContext async) {
        try {
            async.getResponse().setContentType("text/plain;charset=utf-8");
            async.getResponse().getWriter().print("asynchronous");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        AsyncContext async = request.startAsync();
        async.start(() -> answer(async));
    }
}
