package dev.workerlet.servlet.exchange;

/**
 * The check that a request's host can stand in a URL. Containers let some hosts pass that the URL standard refuses: the worker would
 * fail with the first look at its request's URL, for a mistake of the client.
 */
final class HostName {
    // https://url.spec.whatwg.org/#forbidden-domain-code-point, the percent sign among them
    private static final String FORBIDDEN = "#/:<>?@[\\]^|%\"`{}";
    private static final int MOST_NUMBERS = 4;
    private static final int BITS_PER_NUMBER = 8;

    private HostName() {}

    /** Whether {@code host}, without its port, is a name or an address. */
    static boolean isValid(String host) {
        if (host.indexOf(':') >= 0) {
            // An IPv6 address: containers read these themselves.
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
                return false;
            }
        }
        return !host.isEmpty() && (!endsInNumber(host) || isIpv4(host));
    }

    // https://url.spec.whatwg.org/#ends-in-a-number-checker
    private static boolean endsInNumber(String host) {
        String name = withoutLastDot(host);
        return isNumber(name.substring(name.lastIndexOf('.') + 1));
    }

    // https://url.spec.whatwg.org/#concept-ipv4-parser
    private static boolean isIpv4(String host) {
        String[] parts = withoutLastDot(host).split("\\.", -1);
        if (parts.length > MOST_NUMBERS) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            int bytes = i < parts.length - 1 ? 1 : MOST_NUMBERS - i;
            long value = number(parts[i]);
            if (value < 0 || value >= 1L << (BITS_PER_NUMBER * bytes)) {
                return false;
            }
        }
        return true;
    }

    private static String withoutLastDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Whether it looks like a number of an address: too great a one, or 8 in an octal one, makes no address, but no name either. */
    private static boolean isNumber(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return text.chars().skip(2).allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
        }
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A number as addresses have them, decimal, octal or hexadecimal, or -1. */
    private static long number(String text) {
        if (!isNumber(text)) {
            return -1;
        }
        try {
            return text.equalsIgnoreCase("0x") ? 0 : Long.decode(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
