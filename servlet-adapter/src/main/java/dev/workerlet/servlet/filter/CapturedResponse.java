package dev.workerlet.servlet.filter;

import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The response that what stands behind a worker writes to: status, headers and body stay in memory for the worker.
 *
 * <p>Confined to downstream: its container thread, or the thread that answers for an asynchronous servlet. An error that is
 * sent, or a redirect, ends it; an error page is not rendered here, see {@link #errorMessage()}.
 */
final class CapturedResponse extends HttpServletResponseWrapper {
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final CapturedBody body;
    private ServletResponse end;
    private int status = SC_OK;
    private boolean committed;
    private boolean sentError;
    private @Nullable String errorMessage;
    private @Nullable String mediaType;
    private @Nullable String charset;
    private @Nullable Locale locale;
    private boolean streaming;
    private @Nullable PrintWriter writer;

    CapturedResponse(HttpServletResponse real, long limitBytes, Downstream downstream) {
        super(real);
        this.body = new CapturedBody(limitBytes, downstream);
        this.end = DeadEnd.isNeeded(real) ? DeadEnd.of(real) : real;
    }

    /** What was captured. Called once downstream has ended. */
    FetchResponse toResponse() {
        flushWriter();
        HeaderList list = new HeaderList();
        String type = getContentType();
        if (type != null) {
            list.add("content-type", type);
        }
        headers.forEach((name, values) -> values.forEach(value -> list.add(name, value)));
        return new FetchResponse(status, list, body.toByteArray());
    }

    /** Whether {@code sendError} was called: the application's error page for it is still to be rendered. */
    boolean sentError() {
        return sentError;
    }

    /** What stands behind threw: the response is a plain 500. */
    void failed() {
        committed = false;
        writer = null;
        streaming = false;
        reset();
        status = SC_INTERNAL_SERVER_ERROR;
    }

    @Nullable
    String errorMessage() {
        return errorMessage;
    }

    CapturedBody body() {
        return body;
    }

    /**
     * The response below this one. After a forward Tomcat suspends the response that it finds below all wrappers, although
     * it is needed for the worker's answer; there, it finds none.
     */
    @Override
    public ServletResponse getResponse() {
        return end;
    }

    /** Containers put a response of theirs in between while something is included, and take it out again. */
    @Override
    public void setResponse(ServletResponse below) {
        end = below;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("getWriter() has been called for this response");
        }
        streaming = true;
        return body;
    }

    @Override
    public PrintWriter getWriter() {
        if (streaming) {
            throw new IllegalStateException("getOutputStream() has been called for this response");
        }
        if (writer == null) {
            charset = getCharacterEncoding();
            writer = new PrintWriter(new OutputStreamWriter(body, Charset.forName(charset)));
        }
        return writer;
    }

    private void flushWriter() {
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public void flushBuffer() {
        flushWriter();
        committed = true;
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public void resetBuffer() {
        requireNotCommitted();
        flushWriter();
        body.clear();
    }

    @Override
    public void reset() {
        resetBuffer();
        headers.clear();
        status = SC_OK;
        mediaType = null;
        charset = null;
        locale = null;
        writer = null;
        streaming = false;
    }

    @Override
    public void sendError(int newStatus) {
        sendError(newStatus, null);
    }

    @Override
    public void sendError(int newStatus, @Nullable String message) {
        resetBuffer();
        status = newStatus;
        sentError = true;
        errorMessage = message;
        mediaType = null;
        charset = null;
        end();
    }

    @Override
    public void sendRedirect(String location) {
        sendRedirect(location, SC_FOUND, true);
    }

    /** Servlet 6.1's; in 6.0 nobody calls it from outside. */
    @Override
    public void sendRedirect(String location, int newStatus, boolean clearBuffer) {
        if (clearBuffer) {
            resetBuffer();
        }
        status = newStatus;
        setHeader("Location", location);
        end();
    }

    private void end() {
        committed = true;
        body.close();
    }

    private void requireNotCommitted() {
        if (committed) {
            throw new IllegalStateException("The response is committed");
        }
    }

    @Override
    public void setStatus(int newStatus) {
        if (!committed) {
            status = newStatus;
        }
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setBufferSize(int size) {
        // All of the response is buffered.
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    /** The length is that of the body; only the answer to HEAD, which has none, says it. */
    @Override
    public void setContentLengthLong(long length) {
        if (length >= 0) {
            setHeader("content-length", Long.toString(length));
        }
    }

    @Override
    public void setContentType(@Nullable String newType) {
        if (committed) {
            return;
        }
        if (newType == null) {
            mediaType = null;
            return;
        }
        String type = oneLine(newType);
        int parameter = type.toLowerCase(Locale.ROOT).indexOf("charset=");
        int semicolon = parameter < 0 ? -1 : type.lastIndexOf(';', parameter);
        if (semicolon < 0) {
            mediaType = type;
            return;
        }
        int end = type.indexOf(';', parameter);
        mediaType = (type.substring(0, semicolon) + (end < 0 ? "" : type.substring(end))).trim();
        setCharacterEncoding(type.substring(parameter + "charset=".length(), end < 0 ? type.length() : end)
                .replace("\"", "")
                .trim());
    }

    @Override
    public @Nullable String getContentType() {
        return mediaType == null || charset == null ? mediaType : mediaType + ";charset=" + charset;
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        if (writer == null && !committed) {
            charset = encoding == null ? null : oneLine(encoding);
        }
    }

    @Override
    public String getCharacterEncoding() {
        return charset == null ? StandardCharsets.ISO_8859_1.name() : charset;
    }

    @Override
    public void setLocale(@Nullable Locale newLocale) {
        locale = newLocale;
        if (newLocale != null) {
            setHeader("Content-Language", newLocale.toLanguageTag());
        }
    }

    @Override
    public Locale getLocale() {
        return locale == null ? Locale.getDefault() : locale;
    }

    @Override
    public void addCookie(Cookie cookie) {
        addHeader("Set-Cookie", SetCookie.value(cookie, Clock.systemUTC()));
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (committed) {
            return;
        }
        if (name.equalsIgnoreCase("Content-Type")) {
            setContentType(value);
        } else if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, new ArrayList<>(List.of(oneLine(value))));
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (committed || value == null) {
            return;
        }
        if (name.equalsIgnoreCase("Content-Type")) {
            setContentType(value);
        } else {
            headers.computeIfAbsent(name, key -> new ArrayList<>()).add(oneLine(value));
        }
    }

    /** A line break in a value is a space, as in a response that the container writes itself. */
    private static String oneLine(String value) {
        boolean breaks = value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
        return breaks ? value.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ') : value;
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long epochMillis) {
        setHeader(name, date(epochMillis));
    }

    @Override
    public void addDateHeader(String name, long epochMillis) {
        addHeader(name, date(epochMillis));
    }

    private static String date(long epochMillis) {
        return HttpDate.text(Instant.ofEpochMilli(epochMillis));
    }

    @Override
    public boolean containsHeader(String name) {
        return getHeader(name) != null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (name.equalsIgnoreCase("Content-Type")) {
            return getContentType();
        }
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return List.copyOf(headers.getOrDefault(name, List.of()));
    }

    @Override
    public Collection<String> getHeaderNames() {
        return List.copyOf(headers.keySet());
    }
}
