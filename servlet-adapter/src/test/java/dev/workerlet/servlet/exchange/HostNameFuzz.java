package dev.workerlet.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts that a client names: what is taken has nothing that would end a host in a URL, and is an address where it looks like one. */
class HostNameFuzz {
    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]*|[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]*");

    @FuzzTest
    void isValid(byte[] data) {
        String host = new String(data, StandardCharsets.UTF_8);

        boolean isValid = HostName.isValid(host);

        if (host.indexOf(':') < 0) {
            assertThat(HostName.isValid(host.toLowerCase(Locale.ROOT))).isEqualTo(isValid);
            boolean isName = !host.isEmpty() && !host.matches("(?s).*[\\x00-\\x20\\x7f#/<>?@\\[\\\\\\]^|%\"`{}].*");
            assertThat(isValid).isEqualTo(isName && (!looksLikeAddress(host) || isAddress(host)));
        }
    }

    private static String lastLabel(String host) {
        String[] labels = host.split("\\.", -1);
        int last = labels.length - 1;
        return labels[last].isEmpty() && last > 0 ? labels[last - 1] : labels[last];
    }

    private static boolean looksLikeAddress(String host) {
        return NUMBER.matcher(lastLabel(host)).matches();
    }

    /** By adding up the numbers. */
    private static boolean isAddress(String host) {
        String[] numbers = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        BigInteger room = BigInteger.ONE.shiftLeft(32);
        for (int i = 0; i < numbers.length; i++) {
            BigInteger most = i < numbers.length - 1 ? BigInteger.valueOf(256) : room.shiftRight(8 * i);
            if (!isNumber(numbers[i]) || value(numbers[i]).compareTo(most) >= 0) {
                return false;
            }
        }
        return numbers.length <= 4;
    }

    private static boolean isNumber(String text) {
        boolean isOctal =
                text.length() > 1 && text.startsWith("0") && !text.startsWith("x", 1) && !text.startsWith("X", 1);
        return (isOctal ? OCTAL : NUMBER).matcher(text).matches();
    }

    private static BigInteger value(String number) {
        if (number.startsWith("0x") || number.startsWith("0X")) {
            return new BigInteger("0" + number.substring(2), 16);
        }
        return new BigInteger(number, number.startsWith("0") ? 8 : 10);
    }
}
