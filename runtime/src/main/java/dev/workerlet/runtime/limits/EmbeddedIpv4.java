package dev.workerlet.runtime.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** The IPv4 address that an IPv6 address stands for: whoever sends to the one reaches the other. */
public final class EmbeddedIpv4 {
    private static final byte[] NONE = {};
    private static final int IPV4_BYTES = 4;

    private EmbeddedIpv4() {}

    /** Its four bytes, or none. */
    public static byte[] of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return NONE;
        }
        byte[] bytes = address.getAddress();
        int at = offset(bytes);
        return at < 0 ? NONE : Arrays.copyOfRange(bytes, at, at + IPV4_BYTES);
    }

    private static int offset(byte[] bytes) {
        int first = word(bytes, 0);
        if (isZero(bytes, 0, 8) && isMapped(bytes)) {
            return 12;
        }
        if (first == 0x64 && word(bytes, 1) == 0xff9b && isZero(bytes, 4, 12)) {
            // 64:ff9b::a.b.c.d, translated to IPv4 on the way
            return 12;
        }
        // 6to4: 2002:aabb:ccdd::
        return first == 0x2002 ? 2 : -1;
    }

    /** ::ffff:a.b.c.d, ::ffff:0:a.b.c.d, ::a.b.c.d, and with them :: and ::1. */
    private static boolean isMapped(byte[] bytes) {
        int fifth = word(bytes, 4);
        int sixth = word(bytes, 5);
        return (fifth == 0 && (sixth == 0 || sixth == 0xffff)) || (fifth == 0xffff && sixth == 0);
    }

    private static int word(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << Byte.SIZE | (bytes[2 * index + 1] & 0xff);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
