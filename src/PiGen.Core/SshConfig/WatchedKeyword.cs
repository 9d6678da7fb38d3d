namespace PiGen.Core.SshConfig;

/// <summary>The keywords that decide where an ssh leads and as whom.</summary>
internal static class WatchedKeyword
{
    public const string HostName = "hostname";
    public const string User = "user";
    public const string IdentityFile = "identityfile";
    public const string ProxyJump = "proxyjump";

    private const string Port = "port";
    private const string ProxyCommand = "proxycommand";
    private const string HostKeyAlias = "hostkeyalias";

    /// <summary>What a keyword competes for: ssh takes whichever of ProxyJump and ProxyCommand it finds first.</summary>
    /// <returns>Null for a keyword that is not watched.</returns>
    public static string? GroupOf(string keyword) =>
        keyword switch
        {
            HostName or User or IdentityFile or Port or HostKeyAlias => keyword,
            ProxyJump or ProxyCommand => ProxyJump,
            _ => null,
        };

    /// <summary>Whether a line sets what holds anyway.</summary>
    public static bool IsDefault(ConfigLine line) =>
        line switch
        {
            { Keyword: Port, Words: [{ Value: "22" }] } => true,
            { Keyword: ProxyJump or ProxyCommand, Words: [{ Value: "none" }] } => true,
            _ => false,
        };

    /// <summary>Whether a line for all hosts is one that people have for reasons of their own: who they are, and their key.</summary>
    public static bool IsPersonal(string keyword) => keyword is User or IdentityFile;
}
