using System.Collections.Frozen;

namespace PiGen.Templating.Escaping;

/// <summary>How systemd reads what stands after a directive's '=': each way has its own escapes, and most have none.</summary>
internal enum SystemdDirective
{
    /// <summary>Words without escapes, or a kind not known here: a value must be one plain word.</summary>
    Word,

    /// <summary>Words in which '%' stands for itself.</summary>
    Amount,

    /// <summary>All of the line, blanks and quotes included.</summary>
    Text,

    /// <summary>All of the line as one path, after signs that systemd takes away.</summary>
    Path,

    /// <summary>A path in which <c>* ? [</c> stand for others, after a sign.</summary>
    PathPattern,

    /// <summary>Words that may not begin with a sign: '-', '+', '!', '|' or '~' turns the meaning round.</summary>
    SignedWord,

    /// <summary>The same, with ':' between the fields of a word.</summary>
    Fields,

    /// <summary>The same, with ':' after the first field alone.</summary>
    Credential,

    /// <summary>Words with quotes and C escapes, as in Environment=.</summary>
    QuotedWords,

    /// <summary>Words with quotes, C escapes and variables, as in ExecStart=.</summary>
    Command,
}

/// <summary>The directives whose values are more than plain words, by systemd.directives(7).</summary>
internal static class SystemdDirectives
{
    private static readonly FrozenDictionary<string, SystemdDirective> Known = new (SystemdDirective, string)[]
    {
        (
            SystemdDirective.Command,
            "ExecStart ExecStartPre ExecStartPost ExecCondition ExecReload ExecReloadPost ExecStop ExecStopPre ExecStopPost"
        ),
        (
            SystemdDirective.QuotedWords,
            "Environment UnsetEnvironment LogExtraFields DefaultEnvironment ManagerEnvironment"
        ),
        (SystemdDirective.Text, "Description StatusText"),
        (
            SystemdDirective.Path,
            "WorkingDirectory RootDirectory PIDFile What Where ConditionPathExists ConditionPathIsDirectory"
                + " ConditionPathIsSymbolicLink ConditionPathIsMountPoint ConditionPathIsReadWrite"
                + " ConditionPathIsEncrypted ConditionDirectoryNotEmpty ConditionFileNotEmpty ConditionFileIsExecutable"
                + " AssertPathExists AssertPathIsDirectory AssertPathIsSymbolicLink AssertPathIsMountPoint"
                + " AssertPathIsReadWrite AssertPathIsEncrypted AssertDirectoryNotEmpty AssertFileNotEmpty"
                + " AssertFileIsExecutable PathExists PathChanged PathModified DirectoryNotEmpty"
        ),
        (SystemdDirective.PathPattern, "EnvironmentFile ConditionPathExistsGlob AssertPathExistsGlob PathExistsGlob"),
        (
            SystemdDirective.SignedWord,
            "ReadWritePaths ReadOnlyPaths InaccessiblePaths ExecPaths NoExecPaths ReadWriteDirectories"
                + " ReadOnlyDirectories InaccessibleDirectories RequiresMountsFor WantsMountsFor SystemCallFilter"
                + " SystemCallLog SystemCallArchitectures RestrictAddressFamilies RestrictNamespaces RestrictFileSystems"
                + " RestrictNetworkInterfaces CapabilityBoundingSet AmbientCapabilities Capabilities SecureBits"
                + " LogFilterPatterns AppArmorProfile SELinuxContext SmackProcessLabel"
        ),
        (
            SystemdDirective.Fields,
            "BindPaths BindReadOnlyPaths TemporaryFileSystem MountImages ExtensionImages ExtensionDirectories OpenFile"
                + " RootImageOptions RuntimeDirectory StateDirectory CacheDirectory LogsDirectory ExecSearchPath"
        ),
        (
            SystemdDirective.Credential,
            "SetCredential SetCredentialEncrypted LoadCredential LoadCredentialEncrypted ImportCredential"
        ),
        (
            SystemdDirective.Amount,
            "CPUQuota MemoryMin MemoryLow MemoryHigh MemoryMax MemorySwapMax MemoryLimit DefaultMemoryMin DefaultMemoryLow"
                + " StartupMemoryLow StartupMemoryHigh StartupMemoryMax StartupMemorySwapMax TasksMax"
                + " ManagedOOMMemoryPressureLimit"
        ),
    }
        .SelectMany(kind => kind.Item2.Split(' '), (kind, name) => KeyValuePair.Create(name, kind.Item1))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, SystemdDirective>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How the directive of this name is read; names that begin with X- are for people and other programs.</summary>
    public static SystemdDirective Of(ReadOnlySpan<char> name) =>
        ByName.TryGetValue(name, out var directive) ? directive
        : name.StartsWith("X-") ? SystemdDirective.Text
        : name.StartsWith("Condition") || name.StartsWith("Assert") ? SystemdDirective.SignedWord
        : SystemdDirective.Word;
}
