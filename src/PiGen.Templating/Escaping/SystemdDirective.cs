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
                + " ConditionPathIsMountPoint ConditionPathIsReadWrite ConditionDirectoryNotEmpty ConditionFileNotEmpty"
                + " ConditionFileIsExecutable AssertPathExists AssertPathIsDirectory AssertPathIsMountPoint"
                + " AssertPathIsReadWrite AssertDirectoryNotEmpty AssertFileNotEmpty AssertFileIsExecutable PathExists"
                + " PathChanged PathModified DirectoryNotEmpty"
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
        : SystemdDirective.Word;
}
