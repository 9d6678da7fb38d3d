using System.Buffers;

namespace PiGen.Core.SshConfig;

/// <summary>The one line through which a person's ssh_config reads the files of all clusters.</summary>
public sealed record IncludeLine
{
    private const string Keyword = "Include ";
    private const string Files = "/pigen-*.conf";

    // What glob(3), OpenSSH's quotes, or newer versions' tokens and variables would take for something else.
    private static readonly SearchValues<char> Unwritable = SearchValues.Create("*?[]\\\"'%$");

    private IncludeLine(string folder) => Folder = folder;

    /// <summary>Where the clusters' files lie for <c>~/.ssh/config</c>.</summary>
    public static IncludeLine Default { get; } = new("~/.ssh/config.d");

    public string Folder { get; }

    /// <summary>What ssh is told to include.</summary>
    public string Pattern => Folder + Files;

    /// <summary>The line, without an ending.</summary>
    public string Text => Keyword + (Pattern.AsSpan().ContainsAny(" \t#") ? $"\"{Pattern}\"" : Pattern);

    /// <summary>For a folder that begins with <c>/</c> or <c>~/</c>; null where ssh_config has no way to write it.</summary>
    public static IncludeLine? TryOf(string folder) =>
        folder is ['/', ..] or ['~', '/', ..] && !folder.AsSpan().ContainsAny(Unwritable) && !folder.Any(char.IsControl)
            ? new(folder.TrimEnd('/'))
            : null;

    /// <summary>The name of a cluster's file in that folder.</summary>
    public static string FileNameOf(string cluster) => $"pigen-{cluster}.conf";

    /// <summary>Whether a line is this one, to the letter, but for blanks round it.</summary>
    internal bool IsThat(ConfigLine line) => line.Keyword == "include" && line.Trimmed.SequenceEqual(Text);

    /// <summary>Whether a line is one of this kind, for whichever folder.</summary>
    internal static bool IsAny(ConfigLine line) =>
        line.Keyword == "include" && line.Words.Any(word => word.Value.EndsWith(Files, StringComparison.Ordinal));

    /// <summary>Whether a line includes the same, but is not as it was written.</summary>
    internal bool IsMeantBy(ConfigLine line) =>
        line.Keyword == "include" && !IsThat(line) && line.Words.Any(word => word.Value == Pattern);
}
