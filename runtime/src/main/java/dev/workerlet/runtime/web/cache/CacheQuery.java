package dev.workerlet.runtime.web.cache;

import java.util.Map;

/**
 * What a worker looks for in a cache.
 *
 * @param url without a fragment; empty for whatever there is
 * @param headers of the request, names in lower case
 * @param ignoreSearch whether the query of a URL does not count
 * @param ignoreVary whether the headers do not count
 */
record CacheQuery(String url, Map<String, String> headers, boolean ignoreSearch, boolean ignoreVary) {}
