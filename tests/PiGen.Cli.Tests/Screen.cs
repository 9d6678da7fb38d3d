using System.Text.RegularExpressions;

namespace PiGen.Cli.Tests;

/// <summary>What a person sees on a terminal, of as much of ECMA-48 as the program uses: text at a line's start, and ways back.</summary>
internal static partial class Screen
{
    /// <summary>The lines that are left, each ended by a newline.</summary>
    public static string After(string written)
    {
        var lines = new List<string>();
        var at = 0;
        foreach (Match part in Parts.Matches(written))
        {
            switch (part.Groups["command"].Value)
            {
                case "F":
                    at -= int.Parse(part.Groups["number"].Value);
                    break;
                case "H":
                    at = 0;
                    break;
                case "J":
                    lines.RemoveRange(at, lines.Count - at);
                    break;
                case "K" or "h" or "l":
                    break;
                default:
                    lines.RemoveRange(at, at < lines.Count ? 1 : 0);
                    lines.Insert(at++, part.Groups["line"].Value);
                    break;
            }
        }
        return string.Concat(lines.Select(line => line + "\n"));
    }

    [GeneratedRegex(@"\e\[\??(?<number>[0-9]*)(?<command>[A-Za-z])|(?<line>[^\e\n]*)(?:\e\[K)?\n")]
    private static partial Regex Parts { get; }
}
