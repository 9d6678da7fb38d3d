using System.Collections.Frozen;

namespace PiGen.Templating.Escaping;

/// <summary>How ssh reads what stands after a keyword of ssh_config(5).</summary>
internal enum SshKeyword
{
    /// <summary>Words, quoted or not, that mean themselves.</summary>
    Words,

    /// <summary>Words in which newer versions of ssh expand tokens and variables, and older ones do not.</summary>
    UncertainWords,

    /// <summary>Words in which '%' begins a token.</summary>
    TokenWords,

    /// <summary>Words in which '%' begins a token, and <c>${</c> a variable that nothing escapes.</summary>
    VariableWords,

    /// <summary>The same, and a name of a variable with '$' before it, or one of two words, instead of a path.</summary>
    Agent,

    /// <summary>Names and patterns of names, of which a sign before the first takes them away or adds them.</summary>
    SignedWords,

    /// <summary>Addresses, or paths with tokens and variables.</summary>
    Forward,

    /// <summary>Patterns of host names.</summary>
    Patterns,

    /// <summary>Conditions, or names of files in which '*' stands for many: words without escapes.</summary>
    Conditions,

    /// <summary>All of the line, quotes included, as host names with commas between.</summary>
    Jump,

    /// <summary>All of the line as a command for a shell, after tokens.</summary>
    ShellCommand,

    /// <summary>All of the line as a command for no shell, after tokens and variables.</summary>
    BareCommand,
}

/// <summary>The keywords whose values are more than words.</summary>
internal static class SshKeywords
{
    private static readonly FrozenDictionary<string, SshKeyword> Known = new (SshKeyword, string)[]
    {
        (SshKeyword.Patterns, "host"),
        (SshKeyword.Conditions, "match include"),
        (SshKeyword.TokenWords, "hostname"),
        (SshKeyword.VariableWords, "identityfile certificatefile controlpath userknownhostsfile"),
        (SshKeyword.Agent, "identityagent"),
        (
            SshKeyword.SignedWords,
            "sendenv ciphers macs kexalgorithms hostkeyalgorithms hostbasedkeytypes hostbasedacceptedalgorithms"
                + " pubkeyacceptedkeytypes pubkeyacceptedalgorithms casignaturealgorithms"
        ),
        (SshKeyword.UncertainWords, "user setenv globalknownhostsfile revokedhostkeys"),
        (SshKeyword.Forward, "localforward remoteforward dynamicforward"),
        (SshKeyword.Jump, "proxyjump"),
        (SshKeyword.ShellCommand, "proxycommand localcommand remotecommand"),
        (SshKeyword.BareCommand, "knownhostscommand"),
    }
        .SelectMany(kind => kind.Item2.Split(' '), (kind, name) => KeyValuePair.Create(name, kind.Item1))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SshKeyword>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static SshKeyword Of(ReadOnlySpan<char> name) =>
        ByName.TryGetValue(name, out var keyword) ? keyword : SshKeyword.Words;
}
