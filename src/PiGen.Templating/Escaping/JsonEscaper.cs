using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Escapes for JSON: within a string by its escapes, elsewhere as a value of its own.</summary>
internal sealed class JsonEscaper : ScanningEscaper<JsonPlace>
{
    private const string NoValue = "a value cannot stand here: a ',' or ':' is missing before it";

    protected override void Read(ref JsonPlace place, ReadOnlySpan<char> text, int start)
    {
        foreach (var c in text[start..])
        {
            place.Read(c);
        }
    }

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

    private static string? WriteAsItIs(OutputBuffer output, ReadOnlySpan<char> value)
    {
        output.Append(value);
        return null;
    }
}
