package dev.workerlet.servlet.filter;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A response that does all that another one does, but is neither that one nor a wrapper around it. */
final class DeadEnd {
    private static final String TOMCAT_PACKAGE = "org.apache.catalina.";

    private DeadEnd() {}

    /** Whether the container looks for its own response below all wrappers and suspends it. */
    static boolean isNeeded(ServletResponse response) {
        ServletResponse lowest = response;
        while (lowest instanceof ServletResponseWrapper wrapper) {
            lowest = wrapper.getResponse();
        }
        return lowest.getClass().getName().startsWith(TOMCAT_PACKAGE);
    }

    static HttpServletResponse of(HttpServletResponse response) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(response, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
