package dev.workerlet.it.embedded.downstream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets two cookies and a repeated header. */
public class CookieServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.addCookie(new Cookie("first", "1"));
        response.addCookie(new Cookie("second", "2"));
        response.addHeader("x-many", "a");
        response.addHeader("x-many", "b");
        response.getWriter().print("cookies");
    }
}
