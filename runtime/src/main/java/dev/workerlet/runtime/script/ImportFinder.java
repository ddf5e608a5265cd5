package dev.workerlet.runtime.script;

import dev.workerlet.runtime.script.Frame.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a script says {@code import(} and {@code import.}, by reading it token by token.
 *
 * <p>Nearly all of ECMAScript can be divided into tokens without a parser, but for two questions: whether a slash begins
 * a regular expression, and whether a word is a property's name. Both follow from whether an operand is expected, and
 * from what the innermost bracket is; that is all this keeps track of. It takes correct scripts only: what it makes of
 * others does not matter, because V8 refuses them.
 */
final class ImportFinder {
    private static final String NAME = "name";
    private static final String STRING = "string";
    private static final int LONGEST_KEYWORD = 10;
    private static final Pattern ATTRIBUTES =
            Pattern.compile("\\{\\s*(?:type|\"type\"|'type')\\s*:\\s*(?:\"(\\w+)\"|'(\\w+)')\\s*,?\\s*}");

    private final String text;
    private final Lexemes lexemes;
    private final List<Integer> found = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();
    private boolean module;

    private int at;
    private Frame frame = new Frame(Kind.SCRIPT, null, Kind.SCRIPT);
    /** An operand is expected, not an operator. */
    private boolean operand = true;
    /** A statement is expected. */
    private boolean statement = true;
    /** The token before: a word, a punctuator, {@link #NAME} or {@link #STRING}. */
    private String previous = "";
    /** After {@code function}: what its body will be. */
    private @Nullable Kind pendingFunction;
    /** The token before closed the parameters of a function with this body. */
    private @Nullable Kind pendingBody;
    /** The token before is an {@code async} that may begin a function declaration. */
    private boolean asyncDeclares;

    private String lastString = "";

    private ImportFinder(String text) {
        this.text = text;
        this.lexemes = new Lexemes(text);
    }

    /** Reads a whole script. */
    static ImportFinder read(String text) throws ScriptSyntaxException {
        ImportFinder finder = new ImportFinder(text);
        finder.readAll();
        return finder;
    }

    /** Offsets of the words {@code import} that are followed by a parenthesis or a dot. */
    List<Integer> found() {
        return found;
    }

    /** Whether the script has the syntax of a module for sure. */
    boolean isModule() {
        return module;
    }

    /** The {@code type} attributes of static imports, by specifier. */
    Map<String, String> types() {
        return types;
    }

    private void readAll() throws ScriptSyntaxException {
        if (text.startsWith("#!")) {
            at = lexemes.lineEnd(0);
        }
        for (at = lexemes.afterBlank(at); at < text.length(); at = lexemes.afterBlank(at)) {
            Kind body = pendingBody;
            pendingBody = null;
            token(text.charAt(at), body);
        }
        if (frame.outer != null) {
            throw new ScriptSyntaxException("A bracket is not closed", at);
        }
    }

    private void token(char c, @Nullable Kind body) throws ScriptSyntaxException {
        if (Lexemes.isNameStart(c)) {
            word();
        } else if (Lexemes.isDigit(c) || (c == '.' && at + 1 < text.length() && Lexemes.isDigit(text.charAt(at + 1)))) {
            endInitializer();
            at = lexemes.afterNumber(at);
            operandEnds(NAME);
        } else if (c == '"' || c == '\'') {
            endInitializer();
            int start = at;
            at = lexemes.afterString(at);
            lastString = text.substring(start + 1, at - 1);
            operandEnds(STRING);
        } else if (c == '`') {
            template(at + 1);
        } else if (c == '/' && operand) {
            at = lexemes.afterRegularExpression(at);
            operandEnds(NAME);
        } else {
            punctuator(c, body);
        }
    }

    private void operandEnds(String token) {
        previous = token;
        operand = false;
        statement = false;
    }

    private void operandFollows(String token, boolean statementFollows) {
        previous = token;
        operand = true;
        statement = statementFollows;
    }

    /** A field's initial value may end without a semicolon: what can't go on in it begins the next member. */
    private void endInitializer() {
        if (!operand && frame.isClass()) {
            frame.inInitializer = false;
        }
    }

    private void template(int from) throws ScriptSyntaxException {
        at = lexemes.afterTemplatePart(from);
        if (text.charAt(at - 1) == '{') {
            push(Kind.TEMPLATE, Kind.SCRIPT);
            operandFollows("${", false);
        } else {
            operandEnds(NAME);
        }
    }

    private void word() throws ScriptSyntaxException {
        int start = at;
        at = lexemes.afterName(at);
        String word = at - start > LONGEST_KEYWORD ? NAME : text.substring(start, at);
        if (previous.equals(".") || previous.equals("?.")) {
            operandEnds(NAME);
            return;
        }
        if (!word.equals("in") && !word.equals("instanceof")) {
            endInitializer();
        }
        if (frame.expectsName()) {
            operandEnds(word);
        } else {
            keyword(word, start);
        }
    }

    private void keyword(String word, int start) throws ScriptSyntaxException {
        boolean declares =
                (frame.holdsStatements() && (statement || !operand)) || previous.equals("export") || isDefaultExport();
        switch (word) {
            case "import" -> importWord(start);
            case "export" -> {
                module |= frame.kind == Kind.SCRIPT;
                operandFollows(word, false);
            }
            case "function" -> {
                boolean declared = previous.equals("async") ? asyncDeclares : declares;
                pendingFunction = declared ? Kind.DECLARED_FUNCTION : Kind.FUNCTION;
                operandEnds(word);
            }
            case "class" -> {
                frame.openClassHead(declares);
                operandEnds(word);
            }
            case "async" -> {
                asyncDeclares = declares;
                operandEnds(word);
            }
            case "else", "do", "try", "finally", "catch" -> operandFollows(word, true);
            case "await" -> operandFollows(previous.equals("for") ? "for" : word, false);
            case "default" -> operandFollows(previous.equals("export") ? "export default" : word, false);
            case "with" -> {
                noteAttributes();
                operandFollows(word, false);
            }
            case "of" -> {
                boolean operator = frame.kind == Kind.CONTROL && !operand;
                operandEnds(word);
                operand = operator;
            }
            case "if", "for", "while", "switch", "return", "throw", "case", "delete", "void", "typeof", "new", "in" ->
                operandFollows(word, false);
            case "instanceof", "yield", "var", "let", "const", "extends", "break", "continue" ->
                operandFollows(word, false);
            default -> operandEnds(word);
        }
    }

    private boolean isDefaultExport() {
        return previous.equals("export default");
    }

    private void importWord(int start) throws ScriptSyntaxException {
        int next = lexemes.afterBlank(at);
        char c = next < text.length() ? text.charAt(next) : ' ';
        if (c == '(') {
            found.add(start);
            operandEnds(NAME);
        } else if (c == '.' && !text.startsWith("...", next)) {
            found.add(start);
            module |= text.startsWith("meta", lexemes.afterBlank(next + 1));
            operandEnds(NAME);
        } else {
            module |= frame.kind == Kind.SCRIPT;
            operandFollows("import", false);
        }
    }

    /** Notes what is asked for by {@code from "specifier" with { type: "…" }}. */
    private void noteAttributes() throws ScriptSyntaxException {
        if (!previous.equals(STRING) || frame.kind != Kind.SCRIPT) {
            return;
        }
        Matcher attributes = ATTRIBUTES.matcher(text).region(lexemes.afterBlank(at), text.length());
        if (attributes.lookingAt()) {
            String type = attributes.group(1) != null ? attributes.group(1) : attributes.group(2);
            types.merge(lastString, type, (one, other) -> one.equals(other) ? one : Rewriting.TWO_TYPES);
        }
    }

    private void punctuator(char c, @Nullable Kind body) throws ScriptSyntaxException {
        switch (c) {
            case '(' -> openParenthesis();
            case ')' -> closeParenthesis();
            case '[' -> {
                push(Kind.BRACKETS, Kind.SCRIPT);
                shift("[");
            }
            case ']' -> {
                pop(frame.kind == Kind.BRACKETS);
                at++;
                operandEnds("]");
            }
            case '{' -> openBrace(body);
            case '}' -> closeBrace();
            case ';' -> {
                frame.inInitializer = false;
                at++;
                operandFollows(";", frame.holdsStatements());
            }
            case ',' -> {
                frame.inName = frame.kind == Kind.OBJECT;
                shift(",");
            }
            case ':' -> colon();
            case '?' -> questionMark();
            case '.' -> dots();
            case '=' -> equalsSign();
            case '+', '-' -> plusOrMinus(c);
            case '!', '~', '%', '^', '&', '|', '<', '>', '*', '/', '@' -> shift("operator");
            default -> throw new ScriptSyntaxException("There is an unknown character", at);
        }
    }

    /** Takes a punctuator of one character, after which an operand comes. */
    private void shift(String token) {
        at += 1;
        operandFollows(token, false);
    }

    private void openParenthesis() {
        Kind function = pendingFunction;
        pendingFunction = null;
        if (function != null) {
            push(Kind.PARAMETERS, function);
        } else if (frame.expectsName()) {
            push(Kind.PARAMETERS, Kind.METHOD);
        } else {
            push(isControl(previous) ? Kind.CONTROL : Kind.PARENTHESES, Kind.SCRIPT);
        }
        shift("(");
    }

    private static boolean isControl(String word) {
        return switch (word) {
            case "if", "for", "while", "with", "switch", "catch" -> true;
            default -> false;
        };
    }

    private void closeParenthesis() throws ScriptSyntaxException {
        Frame closed = pop(frame.isParenthesis());
        at++;
        if (closed.kind == Kind.CONTROL) {
            operandFollows(")", true);
            return;
        }
        operandEnds(")");
        if (closed.kind == Kind.PARAMETERS) {
            pendingBody = closed.body;
        }
    }

    private void openBrace(@Nullable Kind body) {
        push(kindOfBrace(body), Kind.SCRIPT);
        at++;
        operandFollows("{", frame.holdsStatements());
    }

    private Kind kindOfBrace(@Nullable Kind body) {
        if (body != null) {
            return body;
        }
        if (previous.equals("=>")) {
            return Kind.ARROW_FUNCTION;
        }
        if (frame.classHeadCount > 0 && !operand) {
            return frame.closeClassHead();
        }
        if (frame.isClass()) {
            return frame.inInitializer && operand ? Kind.OBJECT : Kind.METHOD;
        }
        if (frame.holdsStatements()) {
            boolean clause = previous.equals("import") || previous.equals("export");
            return statement || !operand || clause ? Kind.BLOCK : Kind.OBJECT;
        }
        return Kind.OBJECT;
    }

    private void closeBrace() throws ScriptSyntaxException {
        Frame closed = frame;
        if (closed.kind == Kind.TEMPLATE) {
            pop(true);
            template(at + 1);
            return;
        }
        pop(closed.holdsStatements() || closed.isClass() || closed.kind == Kind.OBJECT);
        at++;
        switch (closed.kind) {
            case OBJECT, FUNCTION, CLASS -> operandEnds("}");
            case ARROW_FUNCTION -> {
                frame.inInitializer = false;
                operandFollows("}", frame.holdsStatements());
            }
            default -> operandFollows("}", frame.holdsStatements());
        }
    }

    private void colon() {
        at++;
        if (frame.conditionals > 0) {
            frame.conditionals--;
            operandFollows(":", false);
        } else {
            frame.inName = false;
            operandFollows(":", frame.holdsStatements());
        }
    }

    private void questionMark() {
        boolean digitFollows = at + 2 < text.length() && Lexemes.isDigit(text.charAt(at + 2));
        if (text.startsWith("?.", at) && !digitFollows) {
            at += 2;
            operandEnds("?.");
        } else if (text.startsWith("??", at)) {
            at++;
            shift("??");
        } else {
            frame.conditionals++;
            shift("?");
        }
    }

    private void dots() {
        if (text.startsWith("...", at)) {
            frame.inName = false;
            at += 2;
            shift("...");
        } else {
            at++;
            operandEnds(".");
        }
    }

    private void equalsSign() {
        if (text.startsWith("=>", at)) {
            at++;
            shift("=>");
        } else {
            frame.inName = false;
            frame.inInitializer = frame.isClass();
            shift("=");
        }
    }

    /** A doubled sign stands before or after its operand, so what is expected stays as it was. */
    private void plusOrMinus(char c) {
        if (at + 1 < text.length() && text.charAt(at + 1) == c) {
            at += 2;
            previous = "operator";
            statement = false;
        } else {
            shift("operator");
        }
    }

    private void push(Kind kind, Kind body) {
        frame = new Frame(kind, frame, body);
    }

    private Frame pop(boolean matches) throws ScriptSyntaxException {
        Frame closed = frame;
        Frame outer = closed.outer;
        if (!matches || outer == null) {
            throw new ScriptSyntaxException("A bracket does not match", at);
        }
        frame = outer;
        return closed;
    }
}
