package dev.workerlet.runtime.network;

import dev.workerlet.runtime.limits.EmbeddedIpv4;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses are not on the public Internet: private, shared, loopback, link-local (where clouds answer with their
 * metadata), multicast, reserved. What carries an IPv4 address within an IPv6 one is judged by that.
 */
final class PrivateAddresses {
    private static final int IPV4_BYTES = 4;

    /** Network and prefix length, the special-purpose registry of IPv4. */
    private static final int[][] IPV4 = {
        {0, 0, 0, 0, 8}, // this network
        {10, 0, 0, 0, 8}, // private
        {100, 64, 0, 0, 10}, // shared, carrier-grade NAT
        {127, 0, 0, 0, 8}, // loopback
        {169, 254, 0, 0, 16}, // link-local
        {172, 16, 0, 0, 12}, // private
        {192, 0, 0, 0, 24}, // protocol assignments
        {192, 0, 2, 0, 24}, // documentation
        {192, 88, 99, 0, 24}, // 6to4 relays
        {192, 168, 0, 0, 16}, // private
        {198, 18, 0, 0, 15}, // benchmarks
        {198, 51, 100, 0, 24}, // documentation
        {203, 0, 113, 0, 24}, // documentation
        {224, 0, 0, 0, 4}, // multicast
        {240, 0, 0, 0, 4}, // reserved, broadcast
    };

    private PrivateAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPrivateIpv4(bytes) : isPrivateIpv6(address, bytes);
    }

    private static boolean isPrivateIpv4(byte[] bytes) {
        for (int[] network : IPV4) {
            if (startsWith(bytes, network, network[IPV4_BYTES])) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int[] network, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            int index = bit / Byte.SIZE;
            if ((bytes[index] & mask) != (network[index] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Only 2000::/3 is the public Internet, and not all of it. */
    private static boolean isPrivateIpv6(InetAddress address, byte[] bytes) {
        byte[] embedded = EmbeddedIpv4.of(address);
        if (embedded.length > 0) {
            return isPrivateIpv4(embedded);
        }
        int first = word(bytes, 0);
        boolean special = first == 0x2001 && word(bytes, 1) < 0x200; // Teredo, ORCHID, protocol assignments
        boolean documentation = (first == 0x2001 && word(bytes, 1) == 0xdb8) || first == 0x3fff;
        return special || documentation || (first & 0xe000) != 0x2000;
    }

    private static int word(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << Byte.SIZE | (bytes[2 * index + 1] & 0xff);
    }
}
