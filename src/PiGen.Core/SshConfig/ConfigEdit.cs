using System.Text;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>
/// Puts what is PiGen's into a person's ssh_config, always as its very first lines, and takes it out again: the bytes that
/// are theirs stay as they are, in their order.
/// </summary>
public static class ConfigEdit
{
    // Tells a file that PiGen made from one that was there and empty.
    private const string MadeByPigen = "# made by pigen ssh-config, and removed with its last cluster";

    /// <summary>The file with the line in place; its very bytes if it is there already.</summary>
    /// <param name="file">Null if there is none yet.</param>
    public static EditedFile AddInclude(ConfigFile? file, IncludeLine line)
    {
        if (file is null)
        {
            return NewFile($"{line.Text}\n");
        }
        var ours = file.Lines.Where(line.IsThat).ToHashSet();
        return ours.Count == 1 && IsAtTop(file, ours.First(), InlineBlocks.Read(file, []))
            ? new(file.ToBytes())
            : new(file.ToBytes(line.Text + file.LineEnding, without: ours));
    }

    /// <summary>The file without the line. Where a person has changed it, it is left, with a warning.</summary>
    public static EditedFile RemoveInclude(ConfigFile file, IncludeLine line, DiagnosticBag diagnostics)
    {
        diagnostics.AddRange(file.Lines.Where(line.IsMeantBy).Select(SshConfigDiagnostics.EditedInclude));
        return Without(file, file.Lines.Where(line.IsThat).ToHashSet());
    }

    /// <summary>The file with a cluster's block in place, instead of the one that is there; null, with errors, if it is not to be touched.</summary>
    /// <param name="file">Null if there is none yet.</param>
    /// <param name="evenIfEdited">Whether a block is replaced that a person has changed.</param>
    public static EditedFile? AddBlock(
        ConfigFile? file,
        InlineBlock block,
        bool evenIfEdited,
        DiagnosticBag diagnostics
    )
    {
        if (file is null)
        {
            return NewFile(block.Text("\n"));
        }
        if (InlineBlocks.Read(file, diagnostics) is not { } blocks)
        {
            return null;
        }
        var old = blocks.Of(block.Cluster);
        if (old is not null && old.Says(block) && IsAtTop(file, old.Begin, blocks))
        {
            return new(file.ToBytes());
        }
        return MayRemove(old, evenIfEdited, diagnostics)
            ? new(file.ToBytes(block.Text(file.LineEnding), without: LinesOf(old)))
            : null;
    }

    /// <summary>The file without a cluster's block; null, with errors, if it is not to be touched.</summary>
    /// <param name="evenIfEdited">Whether a block is removed that a person has changed.</param>
    public static EditedFile? RemoveBlock(ConfigFile file, string cluster, bool evenIfEdited, DiagnosticBag diagnostics)
    {
        if (InlineBlocks.Read(file, diagnostics) is not { } blocks)
        {
            return null;
        }
        var old = blocks.Of(cluster);
        return MayRemove(old, evenIfEdited, diagnostics) ? Without(file, LinesOf(old)) : null;
    }

    private static EditedFile NewFile(string text) => new(Encoding.UTF8.GetBytes($"{MadeByPigen}\n{text}"));

    private static HashSet<ConfigLine> LinesOf(FoundBlock? block) => [.. block?.Lines ?? []];

    private static bool MayRemove(FoundBlock? block, bool evenIfEdited, DiagnosticBag diagnostics)
    {
        if (block is null || block.IsIntact || evenIfEdited)
        {
            return true;
        }
        diagnostics.Add(SshConfigDiagnostics.EditedBlock(block));
        return false;
    }

    private static EditedFile Without(ConfigFile file, HashSet<ConfigLine> lines)
    {
        var marks = file.Lines.Where(IsMark).ToList();
        var isLast = lines.Count > 0 && !file.Lines.Any(line => IsOurs(line) && !lines.Contains(line));
        if (isLast)
        {
            lines.UnionWith(marks);
        }
        var wasMade = isLast && marks.Count > 0;
        return wasMade && lines.Count == file.Lines.Length ? new(Bytes: null) : new(file.ToBytes("", without: lines));
    }

    private static bool IsMark(ConfigLine line) => !line.HasKeyword && line.Trimmed.SequenceEqual(MadeByPigen);

    private static bool IsOurs(ConfigLine line) => BlockMarker.Of(line) is not null || IncludeLine.IsAny(line);

    // Other programs put an Include of theirs first as well: two that both insist would move each other for ever.
    private static bool IsAtTop(ConfigFile file, ConfigLine ours, InlineBlocks? blocks)
    {
        var others = file.Lines.TakeWhile(line => line != ours);
        return others.All(line => line.Keyword is "" or "include" || blocks?.Contain(line) == true);
    }
}

/// <summary>What an edit makes of a file.</summary>
/// <param name="Bytes">All of the file; null if there is to be none.</param>
public sealed record EditedFile(byte[]? Bytes);

/// <summary>What becomes of the person's own file.</summary>
/// <param name="line">Null where none can be written.</param>
internal sealed class ConfigChange(LaptopState state, IncludeLine? line, Func<string, string> shownAs)
{
    /// <summary>The file as it is; null where there is none.</summary>
    private readonly ConfigFile? _file = state.Config.IsFile
        ? ConfigFile.Parse(shownAs(state.Config.Path), state.Config.Content.Span)
        : null;

    /// <summary>Null, with errors, where it is not to be touched.</summary>
    public ChangedConfig? Of(LaptopGoal goal, DiagnosticBag diagnostics)
    {
        var mistakes = new DiagnosticBag();
        var after =
            goal.Sections is null ? Removed(goal.IsForced, mistakes)
            : goal.IsInline ? Inline(goal, mistakes)
            : Included(goal.IsForced, mistakes);
        diagnostics.AddRange(mistakes);
        return mistakes.HasErrors ? null : new(after, HasOurs(_file), HasOurs(Parse(after)));
    }

    private byte[]? Included(bool isForced, DiagnosticBag mistakes)
    {
        var rest = _file is null
            ? null
            : Parse(ConfigEdit.RemoveBlock(_file, state.Cluster, isForced, mistakes)?.Bytes);
        return mistakes.HasErrors ? null : ConfigEdit.AddInclude(rest, line!).Bytes;
    }

    private byte[]? Inline(LaptopGoal goal, DiagnosticBag mistakes)
    {
        var block = new InlineBlock(state.Cluster, goal.Sections!);
        var after = ConfigEdit.AddBlock(_file, block, goal.IsForced, mistakes)?.Bytes;
        return WithoutInclude(Parse(after), mistakes);
    }

    private byte[]? Removed(bool isForced, DiagnosticBag mistakes)
    {
        if (_file is null)
        {
            return null;
        }
        var rest = ConfigEdit.RemoveBlock(_file, state.Cluster, isForced, mistakes)?.Bytes;
        return mistakes.HasErrors ? null : WithoutInclude(Parse(rest), mistakes);
    }

    // The line is there for all clusters, and goes with the last that has a file.
    private byte[]? WithoutInclude(ConfigFile? file, DiagnosticBag mistakes) =>
        file is null ? null
        : line is null || !state.Others.IsEmpty ? file.ToBytes()
        : ConfigEdit.RemoveInclude(file, line, mistakes).Bytes;

    private ConfigFile? Parse(byte[]? bytes) =>
        bytes is null ? null : ConfigFile.Parse(shownAs(state.Config.Path), bytes);

    private bool HasOurs(ConfigFile? file) =>
        file is not null
        && ((line is not null && file.Lines.Any(line.IsThat)) || InlineBlocks.Read(file, [])?.Clusters.Any() == true);
}

/// <summary>The person's file as it is to be.</summary>
/// <param name="Bytes">Null for none.</param>
/// <param name="HadOurs">Whether something of any cluster was in it before.</param>
/// <param name="HasOurs">Whether something of any cluster is in it then.</param>
internal sealed record ChangedConfig(byte[]? Bytes, bool HadOurs, bool HasOurs);
