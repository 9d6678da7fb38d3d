using System.Globalization;
using System.Text;

namespace PiGen.Ssh.SshNet;

/// <summary>Values of ssh_config as ssh reads them.</summary>
internal static class SettingText
{
    public static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // ssh looks names of services up; nobody writes another one.
    public static int? Port(string text) =>
        text == "ssh" ? 22
        : Number(text) is >= 1 and <= Core.Model.Port.Highest and var port ? port
        : null;

    /// <summary>Of a time such as <c>90</c> or <c>1h30m</c>; null where it is none.</summary>
    public static int? Seconds(string text)
    {
        var seconds = 0L;
        for (var at = 0; at < text.Length; )
        {
            var digits = text.AsSpan(at).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length - at;
            if (Number(text.Substring(at, digits)) is not { } number)
            {
                return null;
            }
            at += digits;
            var unit = at == text.Length ? 1 : Unit(text[at++]);
            seconds += unit * (long)number;
            if (unit == 0 || seconds > int.MaxValue)
            {
                return null;
            }
        }
        return text.Length == 0 ? null : (int)seconds;
    }

    /// <summary>The text with its tokens such as <c>%h</c>, and where that is meant with <c>${VARIABLE}</c>.</summary>
    /// <param name="token">What a token stands for; null where ssh knows none.</param>
    /// <param name="variable">Null where ssh does not look for variables.</param>
    /// <exception cref="FormatException">ssh refuses it, for this reason.</exception>
    public static string Expand(string text, Func<char, string?> token, Func<string, string?>? variable)
    {
        var expanded = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%')
            {
                var name = ++at < text.Length ? text[at] : ' ';
                expanded.Append(name == '%' ? "%" : token(name) ?? throw new FormatException($"%{name} means nothing"));
            }
            else if (variable is not null && text.AsSpan(at).StartsWith("${"))
            {
                var end = text.IndexOf('}', at);
                var name = end < 0 ? text[(at + 2)..] : text[(at + 2)..end];
                expanded.Append(variable(name) ?? throw new FormatException($"the variable {name} is not set"));
                at = end < 0 ? text.Length : end;
            }
            else
            {
                expanded.Append(text[at]);
            }
        }
        return expanded.ToString();
    }

    private static int Unit(char letter) =>
        char.ToLowerInvariant(letter) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 60 * 60,
            'd' => 24 * 60 * 60,
            'w' => 7 * 24 * 60 * 60,
            _ => 0,
        };
}
