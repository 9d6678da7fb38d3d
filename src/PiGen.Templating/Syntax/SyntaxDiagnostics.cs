using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Templating.Syntax;

/// <summary>The mistakes that the lexer and the parser find: PG0301 to PG0330.</summary>
internal static class SyntaxDiagnostics
{
    public static Diagnostic UnclosedCode(SourceSpan opening) =>
        Error("PG0301", opening, "this code block is never closed", "add '}}' where the code ends");

    public static Diagnostic UnterminatedString(SourceSpan opening) =>
        Error("PG0302", opening, "this string is never closed", "end it with the quote that it begins with");

    public static Diagnostic UnclosedEscape(SourceSpan opening, string close) =>
        Error("PG0303", opening, "this escape block is never closed", $"add '{close}' where the text ends");

    public static Diagnostic ExpectedExpression(SourceSpan place, string found) =>
        Error("PG0304", place, $"an expression is missing before {found}", "write a value, a name or a call here");

    public static Diagnostic Unexpected(SourceSpan place, string found, string wanted) =>
        Error("PG0305", place, $"{found} cannot stand here", $"write {wanted}");

    public static Diagnostic ExpectedEndOfStatement(SourceSpan place, string found) =>
        Error(
            "PG0306",
            place,
            $"{found} cannot follow this statement",
            "begin a new statement with ';', a new line, or a new code block"
        );

    public static Diagnostic NestedAssignment(SourceSpan place) =>
        Error("PG0307", place, "an assignment can only be a statement of its own", "compare with '=='");

    public static Diagnostic NotAssignable(SourceSpan place) =>
        Error("PG0308", place, "this cannot be assigned to", "assign to a variable, a member or an index");

    public static Diagnostic MissingEnd(SourceSpan opening, string keyword) =>
        Error("PG0309", opening, $"this '{keyword}' is never closed", "add 'end' after its last statement");

    public static Diagnostic StrayKeyword(SourceSpan place, string keyword, string owner) =>
        Error("PG0310", place, $"'{keyword}' has no {owner} before it", $"remove it, or open {owner} first");

    public static Diagnostic NotInCase(SourceSpan place) =>
        Error("PG0311", place, "only 'when' and 'else' can stand directly in a 'case'", "move this below a 'when'");

    public static Diagnostic UnknownLoopVariable(SourceSpan place, string text, string known) =>
        Error("PG0312", place, $"the loop variable '{text}' does not exist", $"write one of {known}");

    public static Diagnostic BadMemberName(SourceSpan place, string found) =>
        Error(
            "PG0313",
            place,
            $"{found} is no name of a member",
            "write a name or a string, followed by ':' and a value"
        );

    public static Diagnostic BadNumber(SourceSpan place) =>
        Error("PG0314", place, "this is no number", "write digits, as in 42, 0x2a or 4.2");

    public static Diagnostic BadEscape(SourceSpan place) =>
        Error(
            "PG0315",
            place,
            "this escape does not exist",
            @"write \n, \t, \r, \b, \f, \v, \0, \\, \', \"", \xHH or \uHHHH"
        );

    public static Diagnostic TooDeep(SourceSpan place, int limit) =>
        Error("PG0316", place, $"this is nested more than {limit} levels deep", "give a part of it a name of its own");

    public static Diagnostic BadParameter(SourceSpan place, string what, string hint) =>
        Error("PG0317", place, what, hint);

    public static Diagnostic MisplacedBlock(SourceSpan place) =>
        Error("PG0318", place, "'$$' can only be a statement of its own", "put it on a line by itself");

    public static Diagnostic UnclosedFrontMatter(SourceSpan opening) =>
        Error("PG0319", opening, "this front matter is never closed", "add a line '+++' after its last entry");

    public static Diagnostic NotAnEntry(SourceSpan place) =>
        Error(
            "PG0320",
            place,
            "front matter holds only lines 'name = expression'",
            "move this below the closing '+++'"
        );

    public static Diagnostic RepeatedEntry(SourceSpan place, string name) =>
        Error("PG0321", place, $"'{name}' is given twice", "remove one of the two");

    public static Diagnostic LiquidTag(SourceSpan place) =>
        Error("PG0322", place, "this is liquid syntax, which is left out on purpose", "write {{ }} as Scriban does");
}
