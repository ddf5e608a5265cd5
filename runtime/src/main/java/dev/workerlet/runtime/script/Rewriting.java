package dev.workerlet.runtime.script;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a script has to be changed so that its {@code import()} and {@code import.meta} work: V8 has no answer to them
 * here. Immutable.
 *
 * <p>The word {@code import} becomes a name of the same length that the script does not have. It is bound to a function
 * with a property {@code meta}; modules import it in a line behind their last, classic scripts have it as a parameter.
 * So each line keeps its length and its number.
 *
 * @param identifier the name
 * @param offsets where the words stand, in ascending order
 * @param module whether the script is a module for sure
 * @param types the type that static imports ask for by an attribute, by specifier
 */
public record Rewriting(String identifier, List<Integer> offsets, boolean module, Map<String, String> types) {
    /** Nothing to change. */
    public static final Rewriting NONE = new Rewriting("", List.of(), false, Map.of());

    /** What modules import their function from, and its name there. */
    public static final String SPECIFIER = "workerlet:module";

    /** The export of {@link #SPECIFIER}. */
    public static final String EXPORT = "importer";

    /** The type of what is imported as two: the resolver of modules is not told which is meant. */
    public static final String TWO_TYPES = "two types";

    private static final Logger LOG = LoggerFactory.getLogger(Rewriting.class);
    private static final String WORD = "import";
    private static final String PREFIX = "$i";
    /** The numbers that have four digits. */
    private static final int FIRST_SUFFIX = 36 * 36 * 36;

    private static final int SUFFIX_END = 36 * FIRST_SUFFIX;

    public Rewriting {
        offsets = List.copyOf(offsets);
        types = Map.copyOf(types);
    }

    /** What the script {@code text} needs. Scripts that are not correct need nothing: V8 says what is wrong with them. */
    public static Rewriting of(String text) {
        if (!Suspicion.isRaisedBy(text)) {
            return NONE;
        }
        try {
            ImportFinder finder = ImportFinder.read(text);
            if (finder.found().isEmpty() && finder.types().isEmpty()) {
                return NONE;
            }
            String name = unusedName(text);
            return name.isEmpty() ? NONE : new Rewriting(name, finder.found(), finder.isModule(), finder.types());
        } catch (ScriptSyntaxException e) {
            LOG.debug("A script is left as it is", e);
            return NONE;
        }
    }

    /**
     * A name of six characters that is not in the text; the same each time, so that compiled code can be kept.
     *
     * @return an empty string where the text has them all
     */
    private static String unusedName(String text) {
        Set<String> used = new HashSet<>();
        for (int at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
            int end = at + WORD.length();
            if (end <= text.length()) {
                used.add(text.substring(at, end));
            }
        }
        for (int suffix = FIRST_SUFFIX; suffix < SUFFIX_END; suffix++) {
            String name = PREFIX + Integer.toString(suffix, Character.MAX_RADIX);
            if (!used.contains(name)) {
                return name;
            }
        }
        return "";
    }

    /** Whether there is a word to replace. */
    public boolean replaces() {
        return !offsets.isEmpty();
    }

    /** The text to compile as a function's body with the parameter {@link #identifier}. */
    public String functionText(String text) {
        if (!replaces()) {
            return text;
        }
        StringBuilder changed = new StringBuilder(text.length());
        int done = 0;
        for (int offset : offsets) {
            changed.append(text, done, offset).append(identifier);
            done = offset + WORD.length();
        }
        return changed.append(text, done, text.length()).toString();
    }

    /** The text to compile as a module. */
    public String moduleText(String text) {
        return replaces()
                ? functionText(text) + "\nimport{" + EXPORT + " as " + identifier + "}from\"" + SPECIFIER + "\";"
                : text;
    }
}
