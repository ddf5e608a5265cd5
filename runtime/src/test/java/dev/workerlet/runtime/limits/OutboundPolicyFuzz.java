package dev.workerlet.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** What {@code fetch-allow} and {@code fetch-deny} say: rules or one exception, and no name is looked up. */
class OutboundPolicyFuzz {
    @FuzzTest
    void parse(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            OutboundPolicy policy = OutboundPolicy.parse("", text);
            assertThat(policy.ofHost("example.com", 443)).isNotEqualTo(OutboundPolicy.Verdict.ALLOWED);
            for (OutboundRule rule : policy.deny()) {
                assertThat(rule.port()).isBetween(0, 0xffff);
                if (rule instanceof OutboundRule.Network network) {
                    assertThat(rule.isAddress(network.network(), rule.port())).isTrue();
                } else if (rule instanceof OutboundRule.Name name && !name.isBelow()) {
                    assertThat(rule.matchesHost(name.name(), rule.port())).isTrue();
                }
            }
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("fetch-deny: ");
        }
    }
}
