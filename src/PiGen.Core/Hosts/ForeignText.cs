using System.Buffers;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>What stands in a name and belongs to no name: a user, a port, braces, or plainly wrong characters.</summary>
internal static class ForeignText
{
    // What ends a run of wrong characters: it is read, or reported, by itself.
    private static readonly SearchValues<char> Known = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.[] \t\r\n,!&^@:{"
    );

    private static readonly SearchValues<char> RangeCharacters = SearchValues.Create("0123456789.,");

    /// <summary>The mistake at <paramref name="position"/>, which moves behind it.</summary>
    public static Diagnostic Read(SourceText text, int nameStart, ref int position)
    {
        var rest = text.Content.AsSpan(position);
        var (length, diagnose) = rest[0] switch
        {
            ']' => (1, HostlistDiagnostics.UnopenedRange),
            '@' when position > nameStart => (1, span => HostlistDiagnostics.User(From(nameStart, span))),
            ':' when rest is [_, ':', ..] => (LengthOfAddress(rest), HostlistDiagnostics.Address),
            ':' when LengthOfPort(rest) is > 0 and var port => (port, HostlistDiagnostics.Port),
            '{' when LengthTo('}', rest) is > 0 and var braces => (
                braces,
                span => HostlistDiagnostics.Braces(span, InBrackets(nameStart, span))
            ),
            _ => (LengthOfForeign(rest), (Func<SourceSpan, Diagnostic>)HostlistDiagnostics.ForeignCharacters),
        };
        var found = text.Span(position, length);
        position += length;
        return diagnose(found);
    }

    private static SourceSpan From(int start, SourceSpan span) => span.Source.Span(start, span.End - start);

    private static int LengthOfAddress(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAny(" \t\r\n,");
        return length < 0 ? text.Length : length;
    }

    // A port, or ports: ":22", ":[80-81]".
    private static int LengthOfPort(ReadOnlySpan<char> text)
    {
        if (text is [_, '[', ..])
            return LengthTo(']', text);
        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        return digits switch
        {
            < 0 => text.Length,
            0 => 0,
            _ => 1 + digits,
        };
    }

    private static int LengthTo(char end, ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(end, '\r', '\n');
        return at > 0 && text[at] == end ? at + 1 : 0;
    }

    private static int LengthOfForeign(ReadOnlySpan<char> text)
    {
        var length = text[1..].IndexOfAny(Known);
        return length < 0 ? text.Length : 1 + length;
    }

    // The shell's {1..3} and {1,3}, written as a hostlist; null for what is neither.
    private static string? InBrackets(int nameStart, SourceSpan braces)
    {
        var inside = braces.Text[1..^1];
        var isShort = inside.Length <= 20 && braces.Start - nameStart <= HostName.LongestLabel;
        return isShort && inside.ContainsAnyInRange('0', '9') && !inside.ContainsAnyExcept(RangeCharacters)
            ? $"{braces.Source.Content.AsSpan(nameStart, braces.Start - nameStart)}[{inside.ToString().Replace("..", "-", StringComparison.Ordinal)}]"
            : null;
    }
}
