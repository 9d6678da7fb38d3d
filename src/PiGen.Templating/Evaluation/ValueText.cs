using System.Globalization;
using System.Text;

namespace PiGen.Templating.Evaluation;

/// <summary>How values read as text: alone as printed, within an array or object as one would write them.</summary>
internal static class ValueText
{
    public static string Of(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => "",
            ValueKind.String => value.AsString!,
            ValueKind.Boolean => value.AsBoolean ? "true" : "false",
            ValueKind.Integer => value.AsInteger.ToString(CultureInfo.InvariantCulture),
            ValueKind.BigInteger => value.AsBigInteger.ToString(CultureInfo.InvariantCulture),
            ValueKind.Float => value.AsFloat.ToString(CultureInfo.InvariantCulture),
            ValueKind.Function => "<function>",
            ValueKind.Date => Dates.Format(value.AsDate, Dates.DefaultFormat),
            ValueKind.TimeSpan => value.AsTimeSpan.ToString(),
            ValueKind.Array or ValueKind.Range or ValueKind.Object => Composite(value),
        };

    private static string Composite(Value value) => TryText(value, int.MaxValue, out var text) ? text : text + "...";

    /// <summary>The text of a value; false if it is longer than <paramref name="maxLength"/> or nested too deep, as an object that contains itself is.</summary>
    public static bool TryText(Value value, int maxLength, out string text)
    {
        if (value.Kind is not (ValueKind.Array or ValueKind.Object or ValueKind.Range))
        {
            text = Of(value);
            return text.Length <= maxLength;
        }
        if (value.AsObject is EmptyObject)
        {
            text = "";
            return true;
        }
        var writer = new CompositeText(maxLength);
        writer.Append(value, 0);
        text = writer.ToString();
        return !writer.IsCutOff;
    }

    /// <summary>A string as a template would write it, in double quotes.</summary>
    public static string Literal(string text)
    {
        var builder = new StringBuilder(text.Length + 2);
        AppendLiteral(builder, text);
        return builder.ToString();
    }

    public static void AppendLiteral(StringBuilder builder, string text)
    {
        builder.Append('"');
        AppendEscaped(builder, text);
        builder.Append('"');
    }

    public static void AppendEscaped(StringBuilder builder, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append(@"\\"),
                '\n' => builder.Append(@"\n"),
                '\r' => builder.Append(@"\r"),
                '\t' => builder.Append(@"\t"),
                '\b' => builder.Append(@"\b"),
                '\f' => builder.Append(@"\f"),
                '\v' => builder.Append(@"\v"),
                '\0' => builder.Append(@"\0"),
                < ' ' => builder.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => builder.Append(c),
            };
        }
    }
}
