using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

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
