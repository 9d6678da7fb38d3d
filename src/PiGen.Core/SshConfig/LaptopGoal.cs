using System.Collections.Immutable;
using System.Text;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>What a cluster is to be in a person's ssh_config.</summary>
/// <param name="Sections">Its sections; null where they are to go.</param>
/// <param name="IsInline">Whether they are to lie within the person's own file, where that may have no Include.</param>
/// <param name="IsForced">Whether what somebody has edited of PiGen's own may be lost.</param>
public sealed record LaptopGoal(string? Sections, bool IsInline, bool IsForced)
{
    private bool WantsFile => Sections is not null && !IsInline;

    /// <summary>The plan; null, with errors, where something stands in its way.</summary>
    /// <param name="shownAs">How a path is named to the person.</param>
    public LaptopPlan? Plan(LaptopState state, Func<string, string> shownAs, DiagnosticBag diagnostics)
    {
        var mistakes = new DiagnosticBag();
        LaptopDiagnostics.Check(state.Config, shownAs, mistakes);
        LaptopDiagnostics.CheckFolder(state.Folder, shownAs, mistakes);
        LaptopDiagnostics.CheckFolder(state.BlocksFolder, shownAs, mistakes);
        CheckBlocks(state, shownAs, mistakes);
        var line = IncludeLine.TryOf(state.Places.BlocksFolder);
        if (line is null && WantsFile)
        {
            mistakes.Add(LaptopDiagnostics.NoInclude(shownAs(state.Places.BlocksFolder)));
        }
        var config = mistakes.HasErrors ? null : new ConfigChange(state, line, shownAs).Of(this, mistakes);
        diagnostics.AddRange(mistakes);
        if (config is null || mistakes.HasErrors)
        {
            return null;
        }
        var blocks = WantsFile ? new BlocksFile(state.Cluster, Sections!).ToBytes() : null;
        return new LaptopPlanner(state, config, blocks).Plan(shownAs, diagnostics);
    }

    // A file that is to stay as it is need not be replaceable. What PiGen did not write stays, whatever is agreed to.
    private void CheckBlocks(LaptopState state, Func<string, string> shownAs, DiagnosticBag mistakes)
    {
        var path = shownAs(state.Blocks.Path);
        if (!state.IsRecordOurs)
        {
            mistakes.Add(LaptopDiagnostics.InTheWay(shownAs(state.Record.Path)));
        }
        if (state.Blocks.IsLink || (state.Blocks.IsFile && !BlocksFile.IsOurs(state.Blocks)))
        {
            mistakes.Add(LaptopDiagnostics.InTheWay(path));
            return;
        }
        LaptopDiagnostics.Check(state.Blocks, shownAs, mistakes);
        if (state.Blocks.IsFile && !IsForced && !BlocksFile.IsAsWritten(state.Blocks))
        {
            mistakes.Add(LaptopDiagnostics.Edited(path));
        }
    }
}

/// <summary>The file of one cluster's sections, with a header that tells whether it is as PiGen wrote it.</summary>
public sealed record BlocksFile(string Cluster, string Sections)
{
    private const string Sign = "# written by pigen ssh-config, which also removes it: ";

    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"{Sign}{InlineBlock.SealOf(Sections)}\n{Sections}");

    /// <summary>Whether PiGen has written a file, whatever became of it since.</summary>
    public static bool IsOurs(LaptopFile file) =>
        Encoding.UTF8.GetString(file.Content.Span).StartsWith(Sign, StringComparison.Ordinal);

    /// <summary>Whether a file is as PiGen wrote it.</summary>
    public static bool IsAsWritten(LaptopFile file)
    {
        var text = Encoding.UTF8.GetString(file.Content.Span);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return IsOurs(file) && end > 0 && text[Sign.Length..end] == InlineBlock.SealOf(text[(end + 1)..]);
    }
}

/// <summary>What a change of a laptop does to a file or folder, in a word.</summary>
public enum LaptopChangeKind
{
    Create,
    Update,
    Delete,
}

/// <summary>One line of a plan: what becomes of a path.</summary>
public sealed record LaptopChange(LaptopChangeKind Kind, string Path)
{
    /// <summary>What the person has to know besides; null for nothing.</summary>
    public string? Remark { get; init; }
}

/// <summary>How a cluster's sections come into a person's ssh_config, or out of it: decided, and not yet done.</summary>
public sealed record LaptopPlan
{
    /// <summary>What the person is shown.</summary>
    public required ImmutableArray<LaptopChange> Changes { get; init; }

    public required ImmutableArray<LaptopStep> Steps { get; init; }

    /// <summary>What brings back the state before, once all steps are done.</summary>
    public required ImmutableArray<LaptopStep> Undo { get; init; }

    /// <summary>The person's ssh_config as it will be; null for none.</summary>
    public required byte[]? Config { get; init; }

    /// <summary>The cluster's own file as it will be; null for none.</summary>
    public required byte[]? Blocks { get; init; }

    /// <summary>Where the person's file before the first install is kept, or would be; null for nowhere.</summary>
    public required LaptopFile? Backup { get; init; }

    /// <summary>Whether it is the person's from now on: it is not what their file is now.</summary>
    public required bool KeepsBackup { get; init; }

    /// <summary>Whether nothing that a person would care about is to be done; to tidy up after a run that was killed may be.</summary>
    public bool IsEmpty => Changes.IsEmpty;
}
