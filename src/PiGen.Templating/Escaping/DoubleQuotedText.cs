using System.Buffers;
using System.Globalization;
using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

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
