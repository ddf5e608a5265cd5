package dev.workerlet.servlet.script;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script in a web application may read of it. */
class WarScriptSourceTest {
    /** A context that has a resource at each path. */
    private static final ServletContext CONTEXT = (ServletContext) Proxy.newProxyInstance(
            WarScriptSourceTest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> new ByteArrayInputStream(new byte[0]));

    @ParameterizedTest
    @CsvSource({
        "/WEB-INF/workers/a.js, /WEB-INF/workers/b.js, true",
        "/WEB-INF/workers/a.js, /WEB-INF/workers/deep/er/b.js, true",
        "/WEB-INF/workers/deep/a.js, /WEB-INF/workers/b.js, true",
        "/WEB-INF/workers/a.js, /WEB-INF/other/b.js, false",
        "/WEB-INF/workers/a.js, /WEB-INF/workersb.js, false",
        "/WEB-INF/workers/a.js, /WEB-INF/web.xml, false",
        "/WEB-INF/workers/a.js, /WEB-INF/workers.json, false",
        "/WEB-INF/workers/a.js, /WEB-INF/classes/secret.properties, false",
        "/WEB-INF/workers/a.js, /WEB-INF/lib/a.jar, false",
        "/WEB-INF/workers/a.js, /META-INF/context.xml, false",
        "/WEB-INF/workers/a.js, /index.html, false",
        "/WEB-INF/workers/a.js, /WEB-INF/workers/.env, false",
        "/WEB-INF/workers/a.js, /WEB-INF/workers/../web.xml, false",
        "/WEB-INF/workers/a.js, /WEB-INF/workers//b.js, false",
        "/WEB-INF/a.js, /WEB-INF/b.js, true",
        "/WEB-INF/a.js, /WEB-INF/deep/b.js, true",
        "/WEB-INF/a.js, /WEB-INF/web.xml, false",
        "/WEB-INF/a.js, /WEB-INF/beans.xml, false",
        "/WEB-INF/a.js, /WEB-INF/workers.json, false",
        "/WEB-INF/a.js, /WEB-INF/app.properties, false",
        "/WEB-INF/a.js, /WEB-INF/classes/a.js, false",
        "/WEB-INF/a.js, /index.html, false",
        "/scripts/a.js, /scripts/b.js, true",
        "/scripts/a.js, /index.html, true",
        "/scripts/a.js, /WEB-INF/web.xml, false",
        "/scripts/a.js, /web-inf/web.xml, false",
        "/scripts/a.js, /META-INF/context.xml, false"
    })
    void read_aPath_givesWhatTheScriptMaySee(String script, String path, boolean isReadable) throws IOException {
        byte[] read = new WarScriptSource(CONTEXT, script, "1").read(path);

        assertThat(read != null).isEqualTo(isReadable);
    }
}
