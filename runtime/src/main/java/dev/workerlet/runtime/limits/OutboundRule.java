package dev.workerlet.runtime.limits;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An entry of a list of servers: {@code host}, {@code *.suffix} for the names below it, {@code address} or
 * {@code address/bits}, each with {@code :port} or for all ports. An IPv6 address before a port stands in brackets.
 */
public sealed interface OutboundRule {
    /** {@link #port} of an entry that has none. */
    int ANY_PORT = 0;

    /** The port, or {@link #ANY_PORT}. */
    int port();

    /** Whether it names a host as it stands in a URL. */
    boolean matchesHost(String host, int port);

    /** Whether it names an address itself. */
    boolean isAddress(InetAddress address, int port);

    /** Whether it names an address, or an IPv4 address that packets to this one are carried to. */
    boolean reaches(InetAddress address, int port);

    /** Whether it counts for a port. */
    default boolean hasPort(int wanted) {
        return port() == ANY_PORT || port() == wanted;
    }

    /**
     * A rule for names.
     *
     * @param name in lower case and ASCII, without a dot at the end
     * @param isBelow whether only names below it are meant
     */
    record Name(String name, boolean isBelow, int port) implements OutboundRule {
        @Override
        public boolean matchesHost(String host, int wantedPort) {
            String wanted = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            return hasPort(wantedPort)
                    && (isBelow ? wanted.toLowerCase(Locale.ROOT).endsWith("." + name) : wanted.equalsIgnoreCase(name));
        }

        @Override
        public boolean isAddress(InetAddress address, int wantedPort) {
            return false;
        }

        @Override
        public boolean reaches(InetAddress address, int wantedPort) {
            return false;
        }
    }

    /**
     * A rule for addresses.
     *
     * @param bits how many of its first bits count
     */
    record Network(InetAddress network, int bits, int port) implements OutboundRule {
        @Override
        public boolean matchesHost(String host, int wantedPort) {
            return false;
        }

        @Override
        public boolean isAddress(InetAddress address, int wantedPort) {
            return hasPort(wantedPort) && contains(address.getAddress());
        }

        @Override
        public boolean reaches(InetAddress address, int wantedPort) {
            byte[] embedded = EmbeddedIpv4.of(address);
            return isAddress(address, wantedPort) || (hasPort(wantedPort) && embedded.length > 0 && contains(embedded));
        }

        private boolean contains(byte[] address) {
            byte[] own = network.getAddress();
            if (own.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((own[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException with what is wrong with it, to be put after the entry
     */
    static OutboundRule parse(String entry) {
        return Parser.rule(entry);
    }

    /** Reads entries. */
    final class Parser {
        private static final String BYTE = "(\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])";
        private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);
        private static final Pattern LIKE_IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
        private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]*)(\\.[a-z0-9_]([a-z0-9_-]*))*");
        private static final int MOST_NAME = 253;
        private static final int MOST_PORT = 0xffff;

        private Parser() {}

        static OutboundRule rule(String entry) {
            if (entry.startsWith("[")) {
                int end = entry.indexOf(']');
                check(end > 0, "lacks its closing bracket");
                String rest = entry.substring(end + 1);
                check(rest.isEmpty() || rest.startsWith(":"), "has something between its bracket and its port");
                return network(entry.substring(1, end), rest.isEmpty() ? ANY_PORT : port(rest.substring(1)));
            }
            int colon = entry.indexOf(':');
            boolean isIpv6 = colon >= 0 && entry.indexOf(':', colon + 1) >= 0;
            if (isIpv6 || colon < 0) {
                return rule(entry, ANY_PORT);
            }
            return rule(entry.substring(0, colon), port(entry.substring(colon + 1)));
        }

        private static OutboundRule rule(String host, int port) {
            String address = host.contains("/") ? host.substring(0, host.indexOf('/')) : host;
            boolean isAddress = LIKE_IPV4.matcher(address).matches()
                    || IPV6.matcher(address).matches();
            return isAddress || host.contains("/") ? network(host, port) : name(host, port);
        }

        private static Name name(String text, int port) {
            boolean isBelow = text.startsWith("*.");
            String name = ascii(isBelow ? text.substring(2) : text);
            name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            // The length first: the pattern needs stack for each dot.
            boolean isName = name.length() <= MOST_NAME && NAME.matcher(name).matches();
            check(isName, "is neither a host name, *.suffix, an address nor a network");
            return new Name(name, isBelow, port);
        }

        private static String ascii(String name) {
            try {
                return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("is no host name", e);
            }
        }

        private static Network network(String text, int port) {
            int slash = text.indexOf('/');
            InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
            int most = address.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? most : number(text.substring(slash + 1), most, "has no valid prefix length");
            return new Network(address, bits, port);
        }

        /** Only what is written as an address, so nothing is looked up. */
        private static InetAddress address(String text) {
            boolean isIpv6 = IPV6.matcher(text).matches();
            check(isIpv6 || IPV4.matcher(text).matches(), "is no address");
            try {
                return InetAddress.getByName(isIpv6 ? "[" + text + "]" : text);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("is no address", e);
            }
        }

        private static int port(String text) {
            int port = number(text, MOST_PORT, "has no valid port");
            check(port > 0, "has no valid port");
            return port;
        }

        private static int number(String text, int most, String failure) {
            check(text.matches("\\d{1,5}"), failure);
            int number = Integer.parseInt(text);
            check(number <= most, failure);
            return number;
        }

        private static void check(boolean isValid, String failure) {
            if (!isValid) {
                throw new IllegalArgumentException(failure);
            }
        }
    }
}
