package dev.workerlet.servlet.exchange;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.security.Principal;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the container knows of a request beside HTTP, written as JSON for {@code ctx.servlet}. */
final class HostFacts {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private HostFacts() {}

    static String json(HttpServletRequest request) {
        JsonObjectBuilder facts = JSON.createObjectBuilder()
                .add("remoteAddress", request.getRemoteAddr())
                .add("remotePort", request.getRemotePort())
                .add("scheme", request.getScheme())
                .add("secure", request.isSecure());
        Principal principal = request.getUserPrincipal();
        addText(facts, "principal", principal == null ? null : principal.getName());
        addText(facts, "authType", request.getAuthType());
        addText(facts, "contextPath", request.getContextPath());
        addText(facts, "servletPath", request.getServletPath());
        addText(facts, "pathInfo", request.getPathInfo());
        return facts.add("attributes", attributes(request)).build().toString();
    }

    private static JsonObjectBuilder attributes(HttpServletRequest request) {
        JsonObjectBuilder attributes = JSON.createObjectBuilder();
        Enumeration<String> names = request.getAttributeNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (!isContainersOwn(name)) {
                addAttribute(attributes, name, request.getAttribute(name));
            }
        }
        return attributes;
    }

    private static boolean isContainersOwn(String name) {
        return name.startsWith("org.eclipse.jetty.")
                || name.startsWith("org.apache.")
                || name.startsWith("io.undertow.")
                || name.startsWith("jakarta.servlet.async.");
    }

    private static void addAttribute(JsonObjectBuilder attributes, String name, @Nullable Object value) {
        if (value instanceof String text) {
            attributes.add(name, text);
        } else if (value instanceof Boolean flag) {
            attributes.add(name, flag);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            attributes.add(name, ((Number) value).longValue());
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            attributes.add(name, new BigDecimal(number.toString()));
        }
    }

    private static void addText(JsonObjectBuilder facts, String name, @Nullable String value) {
        if (value == null) {
            facts.addNull(name);
        } else {
            facts.add(name, value);
        }
    }
}
