package dev.workerlet.runtime.codec;

import java.util.Arrays;
import java.util.PriorityQueue;

/** Lengths of Huffman codes, none longer than allowed. */
final class BrotliCodeLengths {
    /** A leaf or an inner node of the tree; the order of making decides between equal counts. */
    private record Node(long count, int order, int left, int right) implements Comparable<Node> {
        @Override
        public int compareTo(Node other) {
            int byCount = Long.compare(count, other.count);
            return byCount != 0 ? byCount : Integer.compare(order, other.order);
        }
    }

    private static final int LEAF = -1;

    private BrotliCodeLengths() {}

    /** The length of each symbol's code, 0 where it does not occur; 1 for one that is alone. */
    static int[] of(int[] counts, int longest) {
        int[] lengths = new int[counts.length];
        // Rare symbols are taken for less rare until no code is too long.
        for (int least = 1; !fill(counts, least, longest, lengths); least *= 2) {
            Arrays.fill(lengths, 0);
        }
        return lengths;
    }

    private static boolean fill(int[] counts, int least, int longest, int[] lengths) {
        Node[] nodes = new Node[2 * counts.length];
        int[] symbols = new int[counts.length];
        PriorityQueue<Node> queue = new PriorityQueue<>();
        int made = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                symbols[made] = symbol;
                nodes[made] = new Node(Math.max(counts[symbol], least), made, LEAF, LEAF);
                queue.add(nodes[made++]);
            }
        }
        if (made == 1) {
            lengths[symbols[0]] = 1;
            return true;
        }
        while (queue.size() > 1) {
            Node left = queue.remove();
            Node right = queue.remove();
            nodes[made] = new Node(left.count + right.count, made, left.order, right.order);
            queue.add(nodes[made++]);
        }
        return made == 0 || descend(nodes, made, symbols, longest, lengths);
    }

    /** Gives each leaf its depth; an inner node was made after its children. */
    private static boolean descend(Node[] nodes, int made, int[] symbols, int longest, int[] lengths) {
        int[] depths = new int[made];
        for (int i = made - 1; i >= 0; i--) {
            Node node = nodes[i];
            if (node.left == LEAF) {
                if (depths[i] > longest) {
                    return false;
                }
                lengths[symbols[i]] = depths[i];
            } else {
                depths[node.left] = depths[i] + 1;
                depths[node.right] = depths[i] + 1;
            }
        }
        return true;
    }
}
