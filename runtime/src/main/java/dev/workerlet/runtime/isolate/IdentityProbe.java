package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.IV8InspectorListener;
import com.caoccao.javet.interop.V8Inspector;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.reference.V8ValueObject;
import dev.workerlet.runtime.message.JsonText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds V8's two functions for continuation-preserved embedder data and hands them to the platform's scripts.
 *
 * <p>They sit on an internal object that no JavaScript reaches, but a debugger does: it lists all functions of the heap.
 * A worker may have run by then, and set traps in its globals; what the inspector touches of these is covered meanwhile by
 * {@code isolate/identity-probe.js}, which also picks the two. Nothing of the worker runs: no limit would end it here.
 */
final class IdentityProbe {
    /** What the inspector finds in the place of a global; see {@code isolate/identity-probe.js}. */
    private static final String HOOK = "__workerletIdentity";

    private static final String CHOOSE = "function () { return " + HOOK + ".choose(this); }";
    private static final Pattern OBJECT_ID = Pattern.compile("\"objectId\":\"([^\"]+)\"");

    /**
     * Lets contexts be shared although no identity travels, so that a test can see requests mixed up. Never set outside
     * tests.
     */
    static volatile boolean pretendForTests;

    private IdentityProbe() {}

    /** Returns whether both functions were found and handed over. */
    static boolean adopt(V8Runtime runtime, V8ValueObject entry) throws JavetException {
        if (pretendForTests) {
            return true;
        }
        if (!entry.invokeBoolean("beginIdentityProbe")) {
            return false;
        }
        boolean found;
        try {
            found = ask(runtime);
        } finally {
            entry.invokeVoid("endIdentityProbe");
        }
        return found;
    }

    private static boolean ask(V8Runtime runtime) throws JavetException {
        V8Inspector inspector = runtime.createV8Inspector("workerlet-identity");
        Responses responses = new Responses();
        inspector.addListeners(responses);
        try {
            inspector.sendRequest("{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{\"expression\":\"" + HOOK
                    + ".functions\"}}");
            String prototype = responses.objectId();
            if (prototype == null) {
                return false;
            }
            inspector.sendRequest("{\"id\":2,\"method\":\"Runtime.queryObjects\",\"params\":{\"prototypeObjectId\":\""
                    + prototype + "\"}}");
            String functions = responses.objectId();
            if (functions == null) {
                return false;
            }
            inspector.sendRequest("{\"id\":3,\"method\":\"Runtime.callFunctionOn\",\"params\":{\"objectId\":\""
                    + functions + "\",\"returnByValue\":true,\"functionDeclaration\":" + JsonText.of(CHOOSE) + "}}");
            return responses.saysTrue();
        } finally {
            inspector.close();
        }
    }

    /** The answers of the inspector; they come while a request is sent. */
    private static final class Responses implements IV8InspectorListener {
        private String last = "";

        @Override
        public void receiveResponse(String message) {
            last = message;
        }

        @Nullable
        String objectId() {
            Matcher matcher = OBJECT_ID.matcher(last);
            return matcher.find() ? matcher.group(1) : null;
        }

        boolean saysTrue() {
            return last.contains("\"value\":true");
        }

        @Override
        public void flushProtocolNotifications() {
            // Nothing is kept back.
        }

        @Override
        public void receiveNotification(String message) {
            // Only answers count.
        }

        @Override
        public void runIfWaitingForDebugger(int contextGroupId) {
            // Nobody waits.
        }

        @Override
        public void sendRequest(String message) {
            // Told of our own requests.
        }
    }
}
