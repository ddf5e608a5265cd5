package dev.workerlet.runtime.web.cache;

/**
 * A response that a worker has stored. Immutable; the body is not changed after it has been handed over.
 *
 * @param cache the name of the cache it is in
 * @param url of the request, without a fragment
 * @param requestHead the headers of the request, as JavaScript wrote them
 * @param responseHead status, URL and headers of the response, as JavaScript wrote them
 * @param vary what the request had in the headers that the response varies by; null values are headers it did not have
 * @param body empty for none
 * @param expiresNanos on the store's clock; {@link #NEVER} where it only leaves to make room
 */
record CachedResponse(
        String cache,
        String url,
        String requestHead,
        String responseHead,
        VaryingHeaders vary,
        byte[] body,
        long expiresNanos) {
    static final long NEVER = Long.MAX_VALUE;
    /** What an entry takes beside its texts and body, about. */
    private static final int OVERHEAD_BYTES = 500;

    private static final int BYTES_PER_CHAR = 2;

    /** The memory that it takes, about. */
    long sizeBytes() {
        long chars = (long) url.length() + requestHead.length() + responseHead.length() + vary.length();
        return OVERHEAD_BYTES + BYTES_PER_CHAR * chars + body.length;
    }

    boolean isExpired(long nowNanos) {
        return expiresNanos != NEVER && nowNanos - expiresNanos >= 0;
    }

    /** Whether it answers a request. https://w3c.github.io/ServiceWorker/#request-matches-cached-item-algorithm */
    boolean answers(CacheQuery query) {
        boolean sameUrl = query.url().isEmpty()
                || (query.ignoreSearch()
                        ? withoutSearch(url).equals(withoutSearch(query.url()))
                        : url.equals(query.url()));
        return sameUrl && (query.ignoreVary() || vary.agreesWith(query.headers()));
    }

    private static String withoutSearch(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }
}
