package dev.workerlet.benchmarks.hostile;

/** What the attacker's client sends. */
public enum Approach {
    /** A request as any other. */
    GET("GET", "", ""),
    /** A body that ends long before its length. */
    SHORT_BODY("POST", "content-length: 100000\r\n", "too short"),
    /** A chunked body that never ends. */
    UNFINISHED_BODY("POST", "transfer-encoding: chunked\r\n", "a\r\nunfinished\r\n"),
    /** A chunked body whose second chunk is none. */
    BROKEN_BODY("POST", "transfer-encoding: chunked\r\n", "4\r\nwell\r\nxyz\r\n");

    private final String method;
    private final String fields;
    private final String body;

    Approach(String method, String fields, String body) {
        this.method = method;
        this.fields = fields;
        this.body = body;
    }

    String method() {
        return method;
    }

    /** Lines of the head with their ends. */
    String fields() {
        return fields;
    }

    /** What follows the head. */
    String body() {
        return body;
    }
}
