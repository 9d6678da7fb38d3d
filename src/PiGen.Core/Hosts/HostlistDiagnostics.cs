using System.Globalization;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Hosts;

/// <summary>Every mistake that a hostlist can hold, one method each.</summary>
internal static class HostlistDiagnostics
{
    private const string NameHint = "a host's name has letters a-z, digits, '-' and '.' only; a comma separates hosts";

    public static Diagnostic Empty(SourceSpan text) =>
        Error("PG0101", text, "no host is named", "name one host or more, as in red[01-04]");

    public static Diagnostic MissingHost(SourceSpan separator) =>
        Error(
            "PG0102",
            separator,
            $"a host is missing beside '{separator.Text}'",
            $"write a host on both sides of '{separator.Text}', or leave it out"
        );

    public static Diagnostic UnclosedRange(SourceSpan bracket) =>
        Error("PG0103", bracket, "this range is never closed", "add ']' after the last number, as in red[01-04]");

    public static Diagnostic NestedBracket(SourceSpan bracket) =>
        Error(
            "PG0104",
            bracket,
            "a bracket cannot stand inside another",
            "write the numbers side by side, as in red[1-2,5]"
        );

    public static Diagnostic EmptyBrackets(SourceSpan brackets) =>
        Error("PG0105", brackets, "there is no number between these brackets", "write the numbers, as in red[01-04]");

    public static Diagnostic UnopenedRange(SourceSpan bracket) =>
        Error("PG0106", bracket, "this bracket was never opened", "add '[' before the first number, or leave ']' out");

    public static Diagnostic MissingNumber(SourceSpan comma) =>
        Error(
            "PG0107",
            comma,
            "a number is missing beside ','",
            "write a number on both sides of ',', or leave it out"
        );

    public static Diagnostic NotANumber(SourceSpan characters) =>
        Error(
            "PG0108",
            characters,
            "a range has numbers only, in the digits 0 to 9",
            "write numbers and ranges of numbers, as in 1-4,7"
        );

    public static Diagnostic HalfRange(SourceSpan sign) =>
        Error(
            "PG0109",
            sign,
            $"a number is missing beside '{sign.Text}'",
            "write a range as start-end or start-end/step, as in 1-9/2"
        );

    public static Diagnostic MoreThanARange(SourceSpan rest) =>
        Error(
            "PG0110",
            rest,
            "this is no part of a range",
            "write a range as start-end or start-end/step, as in 1-9/2; a comma separates ranges"
        );

    public static Diagnostic StartAboveEnd(NumberRange range) =>
        Error(
            "PG0111",
            range.Span,
            "this range starts above its end",
            $"write {Upward(range)}, or list the numbers in their order, as in 3,2,1"
        );

    public static Diagnostic TwoWidths(NumberRange range) =>
        Error(
            "PG0112",
            range.Span,
            "the two ends of this range are padded to two widths",
            "pad the start as wide as the end, as in 008-011, or not at all, as in 8-11"
        );

    public static Diagnostic StepZero(SourceSpan step) =>
        Error("PG0113", step, "a step of 0 never reaches the end", "write a step of 1 or more, as in 1-9/2");

    public static Diagnostic NumberTooLong(SourceSpan digits) =>
        Error(
            "PG0114",
            digits,
            $"a number has at most {Number(HostName.LongestLabel)} digits",
            "write a shorter number"
        );

    public static Diagnostic User(SourceSpan user) =>
        Error("PG0115", user, "a hostlist names hosts, not users", "give the user with --user");

    public static Diagnostic Port(SourceSpan port) =>
        Error("PG0116", port, "a hostlist names hosts, not ports", "ports are given by --port and --expose");

    public static Diagnostic Braces(SourceSpan braces, string? brackets) =>
        Error(
            "PG0117",
            braces,
            "ranges stand in square brackets",
            brackets is null ? "write a range as in red[1-3]" : $"write {brackets}"
        );

    public static Diagnostic ForeignCharacters(SourceSpan characters) =>
        Error(
            "PG0118",
            characters,
            characters.Length == 1 ? "no host's name has this character" : "no host's name has these characters",
            NameHint
        );

    public static Diagnostic BlankInside(SourceSpan blanks) =>
        Error(
            "PG0119",
            blanks,
            "a blank separates nothing",
            "leave it out, or write a comma, as in red1,red2 or red[1,2]"
        );

    public static Diagnostic HyphenAtEdge(SourceSpan hyphen) =>
        Error(
            "PG0120",
            hyphen,
            "no part of a host's name starts or ends with '-'",
            "leave this '-' out, or write a letter or a digit beside it"
        );

    public static Diagnostic EmptyLabel(SourceSpan dot) =>
        Error("PG0121", dot, "a part of the host's name is missing beside '.'", "leave this '.' out");

    public static Diagnostic LabelTooLong(SourceSpan label) =>
        Error(
            "PG0122",
            label,
            $"a part of a host's name has at most {Number(HostName.LongestLabel)} characters",
            "write a shorter name"
        );

    public static Diagnostic NameTooLong(SourceSpan name) =>
        Error(
            "PG0123",
            name,
            $"a host's name has at most {Number(HostName.LongestName)} characters",
            "write a shorter name"
        );

    public static Diagnostic TooManyHosts(SourceSpan name) =>
        Error(
            "PG0124",
            name,
            $"these are more than {Number(HostlistLimits.Hosts)} hosts",
            "check the ranges, or work in several parts"
        );

    public static Diagnostic TooManyHostsInAll(SourceSpan name) =>
        Error(
            "PG0125",
            name,
            $"with these the list has more than {Number(HostlistLimits.Hosts)} hosts",
            "check the ranges, or work in several parts"
        );

    public static Diagnostic TooManyNamesExpanded(SourceSpan name) =>
        Error(
            "PG0126",
            name,
            $"up to here the list writes more than {Number(HostlistLimits.NamesExpanded)} names, repeated ones included",
            "name each host once"
        );

    public static Diagnostic NoNumber(SourceSpan text) =>
        Error("PG0127", text, "no number is given", "write a number, or several, as in 80,443 or 8000-8002");

    public static Diagnostic NumberOutOfBounds(SourceSpan number, int min, int max) =>
        Error(
            "PG0128",
            number,
            $"this number is not between {Number(min)} and {Number(max)}",
            $"write a number from {Number(min)} to {Number(max)}"
        );

    public static Diagnostic TooManyNumbers(SourceSpan range) =>
        Error(
            "PG0129",
            range,
            $"up to here the list writes more than {Number(HostlistLimits.Hosts)} numbers, repeated ones included",
            "write each number once"
        );

    public static Diagnostic Address(SourceSpan address) =>
        Error(
            "PG0130",
            address,
            "an IPv6 address is no host's name",
            "write a name that leads to the address, from DNS or /etc/hosts"
        );

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    // Padded as its start was: 010-9 becomes 009-010.
    private static string Upward(NumberRange range)
    {
        var width = range.First.Text[0] == '0' ? range.First.Length : 0;
        return $"{range.Last.Text.ToString().PadLeft(width, '0')}-{range.First.Text}";
    }
}
