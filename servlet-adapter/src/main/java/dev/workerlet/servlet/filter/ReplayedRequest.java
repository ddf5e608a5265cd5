package dev.workerlet.servlet.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body comes from memory, because the container's was read for the worker: streams and parameters are
 * served from it. Confined to downstream.
 */
class ReplayedRequest extends HttpServletRequestWrapper {
    private final byte[] body;
    private final boolean bodyReplaced;
    private final Consumer<Runnable> deferral;
    private @Nullable Map<String, String[]> parameters;
    private @Nullable String parametersOf;
    private @Nullable ReplayedBody stream;
    private @Nullable BufferedReader reader;

    /**
     * @param bodyReplaced false where the container's own body is still unread, and right
     * @param deferral runs what a listener waits for, after the servlet has returned
     */
    ReplayedRequest(HttpServletRequest request, byte[] body, boolean bodyReplaced, Consumer<Runnable> deferral) {
        super(request);
        this.body = body;
        this.bodyReplaced = bodyReplaced;
        this.deferral = deferral;
    }

    /** Whether the container does not know all parameters. */
    boolean areParametersReplaced() {
        return bodyReplaced;
    }

    /** The query that counts beside {@link #getQueryString()}, or null. */
    @Nullable
    String furtherQuery() {
        return null;
    }

    @Override
    public int getContentLength() {
        return bodyReplaced ? body.length : super.getContentLength();
    }

    @Override
    public long getContentLengthLong() {
        return bodyReplaced ? body.length : super.getContentLengthLong();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (!bodyReplaced) {
            return super.getInputStream();
        }
        if (reader != null) {
            throw new IllegalStateException("getReader() has been called for this request");
        }
        if (stream == null) {
            stream = new ReplayedBody(body, deferral);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (!bodyReplaced) {
            return super.getReader();
        }
        if (reader == null) {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
            reader = new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
        return reader;
    }

    private Map<String, String[]> parameters() {
        String query = getQueryString();
        Map<String, String[]> known = parameters;
        if (known == null || !Objects.equals(query, parametersOf)) {
            known = Collections.unmodifiableMap(parse(query));
            parameters = known;
            parametersOf = query;
        }
        return known;
    }

    private Map<String, String[]> parse(@Nullable String query) {
        FormParameters form = new FormParameters().add(query, StandardCharsets.UTF_8);
        String further = furtherQuery();
        if (further != null && !further.equals(query)) {
            form.add(further, StandardCharsets.UTF_8);
        }
        if (bodyReplaced && FormParameters.isForm(this)) {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            form.add(new String(body, StandardCharsets.ISO_8859_1), charset);
        }
        return form.toMap();
    }

    @Override
    public @Nullable String getParameter(String name) {
        if (!areParametersReplaced()) {
            return super.getParameter(name);
        }
        String[] values = parameters().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return areParametersReplaced() ? parameters() : super.getParameterMap();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return areParametersReplaced() ? Collections.enumeration(parameters().keySet()) : super.getParameterNames();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        if (!areParametersReplaced()) {
            return super.getParameterValues(name);
        }
        String[] values = parameters().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        if (bodyReplaced) {
            throw new ServletException("Behind a worker filter, getParts() is not there: the body was"
                    + " read for the worker. Read it with getInputStream(), or map the filter to other URLs");
        }
        return super.getParts();
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        for (Part part : getParts()) {
            if (part.getName().equals(name)) {
                return part;
            }
        }
        return null;
    }
}
