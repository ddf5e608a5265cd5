package dev.workerlet.benchmarks.lifecycle;

import java.lang.ref.WeakReference;

/**
 * A web application as it was deployed once, of which nothing is held.
 *
 * @param loader its class loader
 * @param v8 what Javet calls V8's host, which lives as long as the classes do
 */
record Deployed(WeakReference<ClassLoader> loader, WeakReference<Object> v8) {
    private static final String HOST = "com.caoccao.javet.interop.V8Host";

    /** The one of a class loader, whose runtime has started. */
    static Deployed of(ClassLoader loader) throws ReflectiveOperationException {
        Object v8 =
                Class.forName(HOST, true, loader).getMethod("getV8I18nInstance").invoke(null);
        return new Deployed(new WeakReference<>(loader), new WeakReference<>(v8));
    }

    /** Whether its class loader is still held by somebody. */
    boolean isAlive() {
        return loader.get() != null;
    }

    /** Its isolates that are open. */
    int isolates() throws ReflectiveOperationException {
        Object host = v8.get();
        return host == null
                ? 0
                : (int) host.getClass().getMethod("getV8RuntimeCount").invoke(host);
    }
}
