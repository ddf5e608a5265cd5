package dev.workerlet.runtime.web.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The index tables are the standard's, and come out of the generator. */
class IndexTest {
    /** The identifiers that the standard publishes with its indexes: the SHA-256 of their items as a list. */
    private static final Map<String, String> IDENTIFIERS = Map.ofEntries(
            Map.entry("big5", "8dfc771062e7be0810919082c2c06baa2236147909e0ecc235b1cb9ad782ac82"),
            Map.entry("euc-kr", "1d97134cbf187263585bc8f593ca4196654ed4c7a673f5672eaad4f5d9fdc4ba"),
            Map.entry("gb18030", "ff1c9a923b5d24f9761b3a2de2c0f07b395f9f6f36519508944de4f0415be81c"),
            Map.entry("gb18030-ranges", "f963aaa1653f630c523e7b04729fb4e4458f35806c45eb5c179445623138f0c0"),
            Map.entry("jis0208", "cbaa91f3deb7d0841faf5c33041fc15a285da0e87e64ab802c4bf04b7c4da861"),
            Map.entry("jis0212", "83bf90dd1c591a4355730d8c4567efc499d74da7490531019ef22a879991cfb7"),
            Map.entry("ibm866", "db6fe14a559d1601a7667338d83704773d5708dbc641e1ad3c5e21405770f05e"),
            Map.entry("iso-8859-2", "9569c67f22d0b57790e1c407c6eecf227e4562322dc296de43cdab7a0152ec73"),
            Map.entry("iso-8859-3", "af8f1e12df79b768322b5e83613698cdc619438270a2fc359554331c805054a3"),
            Map.entry("iso-8859-4", "72f29c92344d351fe9e74a946e7e0468d76d542c6894ff82982cb652ebe0feb7"),
            Map.entry("iso-8859-5", "fa9b1f3f5242df43e2e7bca80e9b6997c67944f20a4af91ee06bacc4e132d9c9"),
            Map.entry("iso-8859-6", "85bb7b5c2dc75975afebe5743935ba4ed5a09c1e9e34e9bfb2ff80293f5d8bbc"),
            Map.entry("iso-8859-7", "f53d8aeba36314ef950eef02ffcf11dff540638ce27dfe7a86b6ccc6875afb24"),
            Map.entry("iso-8859-8", "7657a9ca3fa875990da960d3f812eea28dcd0ae6ed55a18d5394303c86f5484b"),
            Map.entry("iso-8859-10", "02c2b5590d8ccda9931008c471f6ee2c590b2c8fe5e6ccb3b08638115d778507"),
            Map.entry("iso-8859-13", "40736338e964ab520407cebcb01329f8d450abf6ce12bf88b74b655b60e43300"),
            Map.entry("iso-8859-14", "2c8651cfc08b1f35b17919ee5379f2fa006af3ec809f11b3b7f470785580542b"),
            Map.entry("iso-8859-15", "a560aba47bccd7510a6ac77f671fe75dca3800f05cf6d676910c311a8f8ff079"),
            Map.entry("iso-8859-16", "55676320d2d1b6e6909f5b3d741a7cf0cefc84e920aa4474afc091459111c2e3"),
            Map.entry("koi8-r", "c5497cd9071cb352c0e56b219154e539badf63de40b71578f09e2e11fe7d50ae"),
            Map.entry("koi8-u", "19a4da2c3f245118bbc8019326f45a07832949938ff903f03d62ac4da1f61f40"),
            Map.entry("macintosh", "f2c6a4f6406b3e86a50a5dba4d2b7dd48e2e33c0d82aefe764535c934ec11764"),
            Map.entry("windows-874", "b416583ce125e38474381b31b401a98b19ecf2e57e0998e78a1e18b14894905d"),
            Map.entry("windows-1250", "0669455a7a1c70ba6003ea737991e8ee9adc455125c13cfe6705a361358de5fa"),
            Map.entry("windows-1251", "7592ef921679ba168b00a9e9afa3b4eebd67bf13dc7e84c4b6e120de856826e0"),
            Map.entry("windows-1252", "e56d49d9176e9a412283cf29ac9bd613f5620462f2a080a84eceaf974cfa18b7"),
            Map.entry("windows-1253", "49fdc881a3488904dd1e8dfba9aef3258454249958b611bcded1d4c981ab5561"),
            Map.entry("windows-1254", "e80a27adf377438be8ba5bd223875ea56d6a4d47f958cce1c957a2c446825caa"),
            Map.entry("windows-1255", "cd7fb43c97eefa1651084d92d02af53ad668bd848528c18c3b1af5c06b499651"),
            Map.entry("windows-1256", "161bdb381f16408e8bebcc8f5310c4190af0e359de8d9bbaa3628ce2f0875509"),
            Map.entry("windows-1257", "cc7256bdd10a5b8dc7fb6f994659f307dfcae60def9aa6c29d811f85e2842c47"),
            Map.entry("windows-1258", "198bacedfcf24390e219240a7b776b6cec34cff070330b08a601a69c67f7eb24"),
            Map.entry("x-mac-cyrillic", "73e8e7642c6fa9de29d42819b47fba55b58666fb1e339faeb4a89a0bd7c24d43"));

    static Stream<String> indexes() {
        return IndexGenerator.tables().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void resource_read_isWhatTheGeneratorMakes(String name) {
        assertThat(read(name, 0, Index.of(name).length()))
                .containsExactly(IndexGenerator.tables().get(name));
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void index_hashed_hasTheStandardsIdentifier(String name) {
        if (name.equals("single-byte")) {
            return;
        }
        int[] items = read(name, 0, Index.of(name).length());
        assertThat(sha256(name.equals("gb18030-ranges") ? pairs(items) : list(items)))
                .isEqualTo(IDENTIFIERS.get(name));
    }

    @ParameterizedTest
    @EnumSource(SingleByte.class)
    void singleByteIndex_hashed_hasTheStandardsIdentifier(SingleByte encoding) {
        assertThat(sha256(list(
                        read("single-byte", 128 * List.of(SingleByte.values()).indexOf(encoding), 128))))
                .isEqualTo(IDENTIFIERS.get(encoding.standardName()));
    }

    @Test
    void codePoint_pastTheEnd_isNone() {
        assertThat(Index.of("jis0212").codePoint(94 * 94)).isEqualTo(Index.NONE);
    }

    private static int[] read(String name, int from, int length) {
        int[] items = new int[length];
        Arrays.setAll(items, i -> Index.of(name).codePoint(from + i));
        return items;
    }

    private static String list(int[] items) {
        List<String> texts = Arrays.stream(items)
                .mapToObj(item -> item == Index.NONE ? "None" : Integer.toString(item))
                .toList();
        return "[" + String.join(", ", texts) + "]";
    }

    private static String pairs(int[] items) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.length; i += 2) {
            texts.add("[" + items[i] + ", " + items[i + 1] + "]");
        }
        return "[" + String.join(", ", texts) + "]";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
