package dev.workerlet.runtime.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulePathTest {
    @ParameterizedTest
    @CsvSource({
        "/main.js, ./a.js, /a.js",
        "/lib/main.js, ./a.js, /lib/a.js",
        "/lib/main.js, ../a.js, /a.js",
        "/lib/main.js, ../../../a.js, /a.js",
        "/lib/main.js, /a.js, /a.js",
        "/lib/main.js, .//b/./../a.js, /lib/a.js",
        "/lib/main.js, file:///x/a.js, /x/a.js",
        "/main.js, ./a%20b.js, /a b.js",
        "/main.js, ./%C3%BC.js, /ü.js",
        "/main.js, ./%2e%2e/%2e%2e/a.js, /a.js",
        "/lib/main.js, ./..%2f..%2fa.js, /a.js",
        "/main.js, ./100%.js, /100%.js",
        "/main.js, ./%zz.js, /%zz.js",
        "/main.js, ./%ff.js, /%ff.js",
        "/main.js, lodash, lodash",
        "/main.js, node:async_hooks, node:async_hooks",
        "/main.js, file://host/a.js, file://host/a.js",
        "/main.js, https://example.com/a.js, https://example.com/a.js",
    })
    void resolve_ofASpecifier_staysInTheRoot(String from, String specifier, String path) {
        assertThat(ModulePath.resolve(from, specifier)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"/a.js, file:///a.js", "/a b/ü#?%.js, file:///a%20b/%C3%BC%23%3F%25.js"})
    void url_ofAPath_isEncoded(String path, String url) {
        assertThat(ModulePath.url(path)).isEqualTo(url);
    }

    @Property(tries = 500)
    void resolve_ofAnything_isAbsoluteAndPlain(@ForAll String specifier) {
        String path = ModulePath.resolve("/lib/main.js", "./" + specifier);

        assertThat(path).startsWith("/");
        assertThat(path.split("/")).doesNotContain(".", "..");
    }
}
