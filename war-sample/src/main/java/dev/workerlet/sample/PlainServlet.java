package dev.workerlet.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** An ordinary servlet that knows nothing of workers. The filter {@code edge} stands in front of it. */
public class PlainServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding("utf-8");
        PrintWriter page = response.getWriter();
        page.println("<!doctype html>");
        page.println("<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Plain servlet</title></head>");
        page.println("<body><h1>Plain servlet</h1><p>This page was written by Java.</p></body></html>");
    }
}
