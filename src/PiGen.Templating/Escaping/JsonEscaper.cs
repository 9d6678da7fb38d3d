using System.Buffers;
using System.Globalization;
using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Escapes for JSON: within a string by its escapes, elsewhere as a value of its own.</summary>
internal sealed class JsonEscaper : ScanningEscaper<JsonPlace>
{
    private const string NoValue = "a value cannot stand here: a ',' or ':' is missing before it";

    public override bool WritesNull => true;

    public override string? Write(OutputBuffer output, ScalarKind kind, string text)
    {
        if (Unwritable.HasHalfCharacter(text))
        {
            return Unwritable.HalfCharacter;
        }
        ref readonly var place = ref PlaceAtEnd(output);
        if (kind == ScalarKind.Null)
        {
            return WriteNull(place, output);
        }
        if (place.IsInString)
        {
            return WriteInString(place, output, text);
        }
        return !place.TakesValue ? NoValue
            : place.TakesName ? WriteString(output, text)
            : WriteValue(output, text, kind);
    }

    private static string? WriteNull(in JsonPlace place, OutputBuffer output)
    {
        if (place.IsInString || place.TakesName)
        {
            return "null is no part of a string and no name: write '?? \"\"' after it to print nothing";
        }
        // Before the text begins, and after a value, stands what is called for its effect.
        return place is { TakesValue: true, IsStart: false } ? WriteAsItIs(output, "null") : null;
    }

    private static string? WriteInString(in JsonPlace place, OutputBuffer output, ReadOnlySpan<char> value)
    {
        if (place.FollowsBackslash)
        {
            return "a value cannot follow a backslash: it would become part of the escape";
        }
        DoubleQuotedText.Append(output, value);
        return null;
    }

    private static string? WriteString(OutputBuffer output, ReadOnlySpan<char> value)
    {
        DoubleQuotedText.AppendQuoted(output, value);
        return null;
    }

    private static string? WriteValue(OutputBuffer output, ReadOnlySpan<char> value, ScalarKind kind) =>
        kind switch
        {
            ScalarKind.Null or ScalarKind.Literal => WriteAsItIs(output, value),
            ScalarKind.Float => WriteFloat(output, value),
            ScalarKind.Text => WriteString(output, value),
            ScalarKind.NotScalar =>
                "only plain values are printed as JSON; write '| object.to_json | raw' for arrays and objects",
        };

    private static string? WriteFloat(OutputBuffer output, ReadOnlySpan<char> value) =>
        char.IsAsciiDigit(value[^1])
            ? WriteAsItIs(output, value)
            : "JSON has no way to write a number that is infinite or none";
}

/// <summary>An array or object that is open, and the one round it.</summary>
internal sealed record JsonContainer(bool IsObject, JsonContainer? Outer);

/// <summary>A place in a JSON text (RFC 8259). <c>default</c> is its beginning.</summary>
internal struct JsonPlace : IPlace
{
    private char _last;
    private JsonContainer? _container;

    public bool IsInString { get; private set; }

    public bool FollowsBackslash { get; private set; }

    public readonly bool IsStart => _last == '\0';

    /// <summary>Whether a value may begin here: nothing stands before, or a sign that a value follows.</summary>
    public readonly bool TakesValue => _last is '\0' or '[' or ',' or ':' or '{';

    /// <summary>Whether what begins here is the name of an object's member.</summary>
    public readonly bool TakesName => _last is '{' or ',' && _container is { IsObject: true };

    public void Read(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (IsInString)
        {
            IsInString = c != '"' || FollowsBackslash;
            FollowsBackslash = c == '\\' && !FollowsBackslash;
            return;
        }
        if (c is ' ' or '\t' or '\r' or '\n')
        {
            return;
        }
        IsInString = c == '"';
        _last = c;
        _container = c switch
        {
            '[' or '{' => new(c == '{', _container),
            ']' or '}' => _container?.Outer,
            _ => _container,
        };
    }
}

/// <summary>Text within double quotes as both JSON and YAML read it: YAML's double-quoted text takes all escapes of JSON.</summary>
internal static class DoubleQuotedText
{
    // U+0085, U+2028 and U+2029 break lines in YAML 1.1, U+FEFF may be taken for a byte order mark.
    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(code => (char)code),
        .. Enumerable.Range(0x7f, 0x21).Select(code => (char)code),
        .. "\"\\\u2028\u2029\uFEFF\uFFFE\uFFFF",
    ]);

    public static void AppendQuoted(OutputBuffer output, ReadOnlySpan<char> value)
    {
        output.Append('"');
        Append(output, value);
        output.Append('"');
    }

    public static void Append(OutputBuffer output, ReadOnlySpan<char> value)
    {
        for (var next = value.IndexOfAny(Escaped); next >= 0; next = value.IndexOfAny(Escaped))
        {
            output.Append(value[..next]);
            AppendEscape(output, value[next]);
            value = value[(next + 1)..];
        }
        output.Append(value);
    }

    private static void AppendEscape(OutputBuffer output, char c)
    {
        var escape = c switch
        {
            '"' => "\\\"",
            '\\' => @"\\",
            '\n' => @"\n",
            '\r' => @"\r",
            '\t' => @"\t",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        };
        output.Append(escape);
    }
}
