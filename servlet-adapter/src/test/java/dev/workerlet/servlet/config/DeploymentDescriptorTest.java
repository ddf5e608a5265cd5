package dev.workerlet.servlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeploymentDescriptorTest {
    private static DeploymentDescriptor read(String xml) {
        return DeploymentDescriptor.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static final String XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet><servlet-name>a</servlet-name><async-supported> true </async-supported></servlet>
              <servlet><servlet-name>b</servlet-name></servlet>
              <filter-mapping><filter-name>before</filter-name><url-pattern>/*</url-pattern></filter-mapping>
              <filter-mapping><filter-name>edge</filter-name><url-pattern>/*</url-pattern></filter-mapping>
              <filter-mapping><filter-name>login</filter-name><url-pattern>/*</url-pattern></filter-mapping>
              <filter-mapping><filter-name>gzip</filter-name><url-pattern>/*</url-pattern>
                <dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher></filter-mapping>
            </web-app>
            """;

    @Test
    void asyncSupported_missing_isAMistake() {
        DeploymentDescriptor descriptor = read(XML);

        assertThatThrownBy(() -> descriptor.requireAsyncSupported("servlet", "b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("<async-supported>true</async-supported>");
        assertThatCode(() -> descriptor.requireAsyncSupported("servlet", "a")).doesNotThrowAnyException();
        assertThatCode(() -> descriptor.requireAsyncSupported("servlet", "unknown"))
                .doesNotThrowAnyException();
    }

    @Test
    void filtersBehind_notMappedForAsync_areNamed() {
        assertThat(read(XML).leftOutBehind("edge")).containsExactly("login");
        assertThat(read(XML).leftOutBehind("unknown")).isEmpty();
    }

    @Test
    void anythingElse_isNoDescriptor() {
        assertThat(read("<web-app")).isEqualTo(DeploymentDescriptor.NONE);
        assertThat(DeploymentDescriptor.read(null)).isEqualTo(DeploymentDescriptor.NONE);
    }
}
