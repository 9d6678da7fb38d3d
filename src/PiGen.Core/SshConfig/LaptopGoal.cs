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
