package dev.workerlet.it.embedded.downstream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with every byte there is, flushed in between. */
public class BytesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("application/octet-stream");
        for (int i = 0; i < 256; i++) {
            response.getOutputStream().write(i);
            if (i == 100) {
                response.flushBuffer();
            }
        }
    }
}
