package dev.workerlet.runtime.limits;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which other servers a worker may reach. What is denied is refused; what is allowed is reached, though its address be
 * private; anything else goes by the runtime's default. Immutable.
 *
 * @param allow what is reached in any case that {@code deny} does not name
 * @param deny what is refused
 */
public record OutboundPolicy(List<OutboundRule> allow, List<OutboundRule> deny) {
    /** The runtime's default for everything. */
    public static final OutboundPolicy NONE = new OutboundPolicy(List.of(), List.of());

    /** What a policy says. */
    public enum Verdict {
        ALLOWED,
        DENIED,
        /** It names neither. */
        OPEN
    }

    public OutboundPolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /**
     * Reads lists whose entries stand apart by commas or white space.
     *
     * @throws IllegalArgumentException naming the setting and the entry that is wrong
     */
    public static OutboundPolicy parse(String allow, String deny) {
        return new OutboundPolicy(rules("fetch-allow", allow), rules("fetch-deny", deny));
    }

    private static List<OutboundRule> rules(String setting, String text) {
        List<OutboundRule> rules = new ArrayList<>();
        for (String entry : text.split("[\\s,]+", -1)) {
            if (!entry.isEmpty()) {
                rules.add(rule(setting, entry));
            }
        }
        return rules;
    }

    private static OutboundRule rule(String setting, String entry) {
        try {
            return OutboundRule.parse(entry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": \"" + entry + "\" " + e.getMessage(), e);
        }
    }

    /** What the rules for names say of a host as it stands in a URL. */
    public Verdict ofHost(String host, int port) {
        if (deny.stream().anyMatch(rule -> rule.matchesHost(host, port))) {
            return Verdict.DENIED;
        }
        return allow.stream().anyMatch(rule -> rule.matchesHost(host, port)) ? Verdict.ALLOWED : Verdict.OPEN;
    }

    /** What the rules for addresses say of one that a host has. */
    public Verdict ofAddress(InetAddress address, int port) {
        if (deny.stream().anyMatch(rule -> rule.reaches(address, port))) {
            return Verdict.DENIED;
        }
        return allow.stream().anyMatch(rule -> rule.isAddress(address, port)) ? Verdict.ALLOWED : Verdict.OPEN;
    }
}
