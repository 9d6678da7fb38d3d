using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core.SshConfig;

namespace PiGen.Ssh.SshNet;

/// <summary>Expands <c>~</c>, tokens such as <c>%h</c> and variables in values of ssh_config.</summary>
/// <param name="lines">Is told of values that ssh refuses.</param>
internal sealed class Expansion(LocalUser local, SettingsReader lines)
{
    // What tokens stand for, as it becomes known.
    private readonly Dictionary<char, string> _tokens = new()
    {
        ['u'] = local.Name,
        ['d'] = local.Home,
        ['i'] = $"{LocalUser.Id}",
        ['l'] = Dns.GetHostName(),
        ['L'] = Dns.GetHostName().Split('.')[0],
    };

    /// <param name="original">As the person named it.</param>
    public void KnowHost(string real, string original, string alias, int port) =>
        (_tokens['h'], _tokens['n'], _tokens['k'], _tokens['p']) = (real, original, alias, $"{port}");

    public void KnowUser(string name) => _tokens['r'] = name;

    [SuppressMessage("Security", "CA5350", Justification = "ssh names files by this hash; nothing is secured by it.")]
    public void KnowJump(string host)
    {
        _tokens['j'] = host;
        var all = string.Concat("lhprj".Select(token => _tokens[token]));
        _tokens['C'] = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(all)));
    }

    public string Of(ConfigLine line, string value, bool withVariables = true)
    {
        try
        {
            return SettingText.Expand(value, c => _tokens.GetValueOrDefault(c), withVariables ? local.Variable : null);
        }
        catch (FormatException e)
        {
            lines.Misread(line, $"{line.KeywordSpan.Text} cannot be '{value}': {e.Message}");
            return value;
        }
    }

    /// <summary>An absolute path.</summary>
    public string Path(ConfigLine line, string value, bool hasTokens = true)
    {
        var end = value.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? slash : value.Length;
        var user = value is ['~', ..] ? value[1..end] : null;
        var home = user is "" ? local.Home : LocalUser.HomeOf(user ?? "");
        if (user is not null && home is null)
        {
            lines.Misread(line, $"{line.KeywordSpan.Text} cannot be '{value}': there is no user {user}");
        }
        var rest = user is null ? value : value[end..];
        return System.IO.Path.GetFullPath((user is null ? "" : home) + (hasTokens ? Of(line, rest) : rest));
    }
}
