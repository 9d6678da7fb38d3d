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
