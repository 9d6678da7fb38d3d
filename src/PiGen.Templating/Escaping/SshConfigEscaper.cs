using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Escaping;

/// <summary>
/// Client configurations of OpenSSH: a value is one argument, quoted if it must be. See ssh_config(5); what is written
/// is read back by OpenSSH 8.7 and newer, whose quoting knows backslashes.
/// </summary>
internal sealed class SshConfigEscaper : Escaper
{
    private static readonly HashSet<string> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "ProxyCommand",
        "LocalCommand",
        "RemoteCommand",
        "KnownHostsCommand",
    };

    private static readonly HashSet<string> Expanding = new(StringComparer.OrdinalIgnoreCase)
    {
        "HostName",
        "IdentityFile",
        "CertificateFile",
        "ControlPath",
        "IdentityAgent",
        "UserKnownHostsFile",
    };

    public override string? Write(OutputBuffer output, Value value, string text)
    {
        if (HasLineEnd(text))
        {
            return NoLineEnd;
        }
        var line = LineOf(output);
        var start = line.TrimStart();
        if (start is ['#', ..])
        {
            output.Append(text);
            return null;
        }
        var keywordEnd = start.IndexOfAny(' ', '\t', '=');
        if (keywordEnd < 0)
        {
            return "a value cannot be the name of a setting";
        }
        return WriteArgument(output, text, start[..keywordEnd].ToString(), start[keywordEnd..].ToString());
    }

    private static string? WriteArgument(OutputBuffer output, string text, string keyword, string before)
    {
        if (Commands.Contains(keyword))
        {
            output.Append(ShEscaper.Quoted(text).Replace("%", "%%", StringComparison.Ordinal));
            return null;
        }
        if (
            keyword.Equals("Host", StringComparison.OrdinalIgnoreCase)
            && text.AsSpan().ContainsAny(SafeNames.NotInSshHosts)
        )
        {
            return "a name of a host cannot have blanks, quotes or the characters * ? ! , of a pattern";
        }
        if (Expanding.Contains(keyword))
        {
            if (text.Contains("${", StringComparison.Ordinal))
            {
                return "'${' would be taken for a variable here";
            }
            text = text.Replace("%", "%%", StringComparison.Ordinal);
        }
        WriteQuoted(output, text, OpenQuote(before));
        return null;
    }

    private static void WriteQuoted(OutputBuffer output, string text, char open)
    {
        var escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        if (open == '\'')
        {
            escaped = escaped.Replace("'", @"\'", StringComparison.Ordinal);
        }
        var needsQuotes = open == '\0' && (text.Length == 0 || text.AsSpan().ContainsAny(SafeNames.QuotedInSshConfig));
        output.Append(needsQuotes ? $"\"{escaped}\"" : escaped);
    }
}
