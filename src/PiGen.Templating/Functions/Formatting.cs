using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>Values by .NET format strings.</summary>
internal static class Formatting
{
    private const int MaxPrecision = 999;

    public static Value Format(in FunctionCall call)
    {
        var (value, format, culture) = (call[0], call.Text(1), Cultures.Of(call, 2));
        if (!IsBounded(format))
        {
            throw call.Refused($"a precision beyond {MaxPrecision} is not useful", "write fewer digits");
        }
        try
        {
            return value.Kind switch
            {
                ValueKind.Null => "",
                ValueKind.Integer => value.AsInteger.ToString(format, culture),
                ValueKind.BigInteger => value.AsBigInteger.ToString(format, culture),
                ValueKind.Float => value.AsFloat.ToString(format, culture),
                ValueKind.Date => value.AsDate.ToString(format, culture),
                ValueKind.TimeSpan => value.AsTimeSpan.ToString(format, culture),
                _ => throw call.Bad(0, "a number or a date"),
            };
        }
        catch (FormatException)
        {
            throw call.Refused(
                $"'{format}' is no format for this",
                "write a format as .NET defines them, such as N2, X4 or 0.00"
            );
        }
    }

    private static bool IsBounded(string format)
    {
        var digits = 0;
        foreach (var c in format)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits > 3)
            {
                return format.Length < MaxPrecision && !char.IsAsciiLetter(format[0]);
            }
        }
        return format.Length < MaxPrecision;
    }
}
