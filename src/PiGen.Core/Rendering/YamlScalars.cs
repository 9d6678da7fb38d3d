using System.Globalization;
using System.Numerics;
using PiGen.Templating.Engine;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PiGen.Core.Rendering;

/// <summary>What a scalar stands for, by the core schema (YAML 1.2.2, 10.3.2): quoted and tagged as a string, it is one.</summary>
internal static class YamlScalars
{
    private const string StringTag = "tag:yaml.org,2002:str";

    // JSON models have the same: longer integers are read as floats.
    private const int LongestInteger = 1000;

    public static object? ValueOf(Scalar scalar) =>
        scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value is "!" or StringTag)
            ? scalar.Value
            : PlainValue(scalar.Value);

    private static object? PlainValue(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            _ => Number(text) ?? text,
        };

    private static object? Number(string text) =>
        IntegerOf(text) is { } whole ? JsonValues.Fit(whole)
        : IsDecimal(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static BigInteger? IntegerOf(string text) =>
        text.Length > LongestInteger ? null
        : text.StartsWith("0x", StringComparison.Ordinal) ? OfBase(16, text[2..], char.IsAsciiHexDigit)
        : text.StartsWith("0o", StringComparison.Ordinal) ? OfBase(8, text[2..], c => c is >= '0' and <= '7')
        : BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : null;

    private static BigInteger? OfBase(int radix, string digits, Func<char, bool> isDigit) =>
        digits.Length > 0 && digits.All(isDigit)
            ? digits.Aggregate(BigInteger.Zero, (sum, digit) => sum * radix + Convert.ToInt32(digit.ToString(), 16))
            : null;

    // double.TryParse alone takes "Infinity" and "1,5" for numbers.
    private static bool IsDecimal(string text) =>
        text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E') && text.Any(char.IsAsciiDigit);
}
