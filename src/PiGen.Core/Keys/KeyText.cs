using System.Text;
using PiGen.Templating.Text;

namespace PiGen.Core.Keys;

/// <summary>How OpenSSH's files of keys are read: bytes of any encoding, lines that end in a newline, blanks between the words.</summary>
internal static class KeyText
{
    public static char[] Blanks { get; } = [' ', '\t'];

    /// <summary>What may stand at the ends of a line besides: a file from Windows has CR LF, and ssh takes it.</summary>
    public static char[] LineBlanks { get; } = [' ', '\t', '\r', '\n'];

    /// <summary>One character for each byte, so that every byte is there again when it is written.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static byte[] Encode(string text) => Encoding.Latin1.GetBytes(text);

    public static string Shown(string text) => ShownText.Of(Encoding.UTF8.GetString(Encode(text)));

    /// <summary>The lines, each with its newline if it has one.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start) is >= 0 and var newline ? newline + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }
        return lines;
    }

    public static bool IsComment(string line) => line.TrimStart(LineBlanks) is "" or ['#', ..];

    /// <summary>The text with a newline at its end, unless it is empty.</summary>
    public static string Ended(string text) => text is "" or [.., '\n'] ? text : text + "\n";
}
