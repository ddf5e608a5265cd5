package dev.workerlet.runtime.script;

import org.jspecify.annotations.Nullable;

/** An open bracket, and what is to know of the text directly within it. */
final class Frame {
    /** What a bracket encloses. */
    enum Kind {
        /** No bracket: the script itself. */
        SCRIPT,
        BLOCK,
        /** The body of a function declaration. */
        DECLARED_FUNCTION,
        /** The body of a function expression. */
        FUNCTION,
        ARROW_FUNCTION,
        /** The body of a method, or a static block. */
        METHOD,
        OBJECT,
        DECLARED_CLASS,
        CLASS,
        /** <code>${…}</code>. */
        TEMPLATE,
        BRACKETS,
        PARENTHESES,
        /** The parentheses of {@code if}, {@code for}, {@code while} and the like: a statement follows. */
        CONTROL,
        /** A function's parameters: its body follows. */
        PARAMETERS
    }

    final Kind kind;
    final @Nullable Frame outer;
    /** For parameters: what the body is. */
    final Kind body;
    /** Question marks of conditional expressions whose colon is still to come. */
    int conditionals;
    /** In an object literal: a property's name is expected, not its value. */
    boolean inName;
    /** In a class: within the initial value of a field. */
    boolean inInitializer;
    /** Class heads whose body is still to come, the innermost as the lowest bit: 1 for a declaration, 0 for an expression. */
    int classHeads;

    int classHeadCount;

    Frame(Kind kind, @Nullable Frame outer, Kind body) {
        this.kind = kind;
        this.outer = outer;
        this.body = body;
        this.inName = kind == Kind.OBJECT;
    }

    boolean holdsStatements() {
        return switch (kind) {
            case SCRIPT, BLOCK, DECLARED_FUNCTION, FUNCTION, ARROW_FUNCTION, METHOD -> true;
            default -> false;
        };
    }

    boolean isClass() {
        return kind == Kind.CLASS || kind == Kind.DECLARED_CLASS;
    }

    boolean isParenthesis() {
        return kind == Kind.PARENTHESES || kind == Kind.CONTROL || kind == Kind.PARAMETERS;
    }

    /** Whether a word directly in here is the name of a property, a method or a field. */
    boolean expectsName() {
        return (kind == Kind.OBJECT && inName) || (isClass() && !inInitializer);
    }

    void openClassHead(boolean declaration) throws ScriptSyntaxException {
        if (classHeadCount == Integer.SIZE) {
            throw new ScriptSyntaxException("Too many class heads", 0);
        }
        classHeads = (classHeads << 1) | (declaration ? 1 : 0);
        classHeadCount++;
    }

    Kind closeClassHead() {
        boolean declaration = (classHeads & 1) != 0;
        classHeads >>>= 1;
        classHeadCount--;
        return declaration ? Kind.DECLARED_CLASS : Kind.CLASS;
    }
}
