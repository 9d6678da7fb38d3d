using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>Proves by ssh itself that a plan changes nothing of the person's, and that the cluster's names mean what was meant.</summary>
/// <param name="sections">The cluster's, as they are to be read.</param>
public sealed class ConfigProof(
    ILaptop laptop,
    LaptopState state,
    LaptopPlan plan,
    ConfigOutlook outlook,
    string sections
)
{
    private readonly OwnSettings _meant = new(outlook);

    /// <summary>What keeps the plan from being carried out: cycles as diagnostics, names that differ as sentences.</summary>
    /// <exception cref="Failure">ssh does not read the configuration as it is.</exception>
    public async Task<ImmutableArray<string>> ObjectionsAsync(DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var (ours, theirs) = (outlook.OurNames, outlook.TheirNames);
        var before = await AskAsync(Now, [.. ours.Take(1), .. theirs], cancellation);
        if (before is [var first, ..] && !first.IsRead)
        {
            throw new NothingDone(
                $"ssh does not read the configuration as it is: {first.Error}",
                "mend that first; then run this again"
            );
        }
        var after = await AskAsync(Then, [.. ours, .. theirs], cancellation);
        diagnostics.AddRange(await CyclesAsync(after[..ours.Length], cancellation));
        var alone = await AskAsync(Alone, ours, cancellation);
        return
        [
            .. after[..ours.Length].Zip(alone).SelectMany(pair => _meant.Differences(pair.First, pair.Second)),
            .. after[ours.Length..].Zip(before[Math.Min(1, ours.Length)..]).SelectMany(Differences),
        ];
    }

    /// <summary>The same, of some of the cluster's names, by what lies in place now.</summary>
    public async Task<ImmutableArray<string>> ObjectionsInPlaceAsync(CancellationToken cancellation)
    {
        ImmutableArray<string> some = [.. outlook.OurNames.Take(1), .. outlook.OurNames.Skip(1).TakeLast(1)];
        var now = await AskAsync(InPlace, some, cancellation);
        var alone = await AskAsync(Alone, some, cancellation);
        return [.. now.Zip(alone).SelectMany(pair => _meant.Differences(pair.First, pair.Second))];
    }

    private ConfigTrial Now(string folder) => new(state.Config.IsFile ? state.Config.RealPath : "none", []);

    private ConfigTrial InPlace(string folder) => new(state.Places.IsOwn ? null : state.Places.Config, []);

    private ConfigTrial Alone(string folder) =>
        new($"{folder}/alone", [new("alone", new BlocksFile(state.Cluster, sections).ToBytes())]);

    // As it will be, but for where the clusters' files lie meanwhile.
    private ConfigTrial Then(string folder)
    {
        var files = ImmutableArray.CreateBuilder<TrialFile>();
        foreach (var other in state.Others)
        {
            files.Add(new($"clusters/{other.Path[(other.Path.LastIndexOf('/') + 1)..]}", other.Content));
        }
        if (plan.Blocks is { } blocks)
        {
            files.Add(new($"clusters/{IncludeLine.FileNameOf(state.Cluster)}", blocks));
        }
        files.Add(new("config", WithClustersIn($"{folder}/clusters")));
        return new($"{folder}/config", files.ToImmutable());
    }

    private byte[] WithClustersIn(string folder)
    {
        var file = ConfigFile.Parse(state.Config.Path, plan.Config);
        if (IncludeLine.TryOf(state.Places.BlocksFolder) is not { } line || !file.Lines.Any(line.IsThat))
        {
            return plan.Config ?? [];
        }
        var trial =
            IncludeLine.TryOf(folder)
            ?? throw new NothingDone($"ssh cannot include from {folder}", "set TMPDIR to a folder with a plain name");
        var rest = ConfigEdit.RemoveInclude(file, line, []).Bytes;
        return ConfigEdit.AddInclude(ConfigFile.Parse(state.Config.Path, rest), trial).Bytes!;
    }

    private async Task<ImmutableArray<NamedAnswer>> AskAsync(
        Func<string, ConfigTrial> trial,
        ImmutableArray<string> names,
        CancellationToken cancellation
    )
    {
        var answers = await laptop.AskAsync(trial, names, cancellation);
        return [.. names.Zip(answers, (name, answer) => new NamedAnswer(name, answer))];
    }

    // Whom the ways lead through is asked in turn, until all are known.
    private async Task<ImmutableArray<Diagnostic>> CyclesAsync(
        ImmutableArray<NamedAnswer> ours,
        CancellationToken cancellation
    )
    {
        var known = ours.ToDictionary(answer => answer.Name, answer => answer.Settings, StringComparer.Ordinal);
        for (var next = JumpCycles.Unasked(known); !next.IsEmpty; next = JumpCycles.Unasked(known))
        {
            foreach (var answer in await AskAsync(Then, next, cancellation))
            {
                known.Add(answer.Name, answer.Settings);
            }
        }
        return JumpCycles.In(outlook.After, known);
    }

    private static IEnumerable<string> Differences((NamedAnswer After, NamedAnswer Before) pair) =>
        (pair.Before.Settings, pair.After.Settings) switch
        {
            (null, null) => [],
            (not null, null) => [$"{pair.After.Name}: {pair.After.Error}"],
            (null, not null) => [$"{pair.After.Name} was refused by ssh, and would not be"],
            (var before, var after) => after
                .ChangesSince(before)
                .Select(change => $"{pair.After.Name}: {change.Sentence}"),
        };
}

/// <summary>A laptop that is as it was: refused before anything was changed there, or taken back before it was done.</summary>
public sealed class NothingDone(string message, string hint, Exception? cause = null) : Failure(message, hint, cause)
{
    public static NothingDone Changed(string path, Exception? cause = null) =>
        new(
            $"{path} was changed meanwhile, by somebody else",
            "run this again: it begins with what is there now",
            cause
        );

    /// <summary>Somebody wrote it again while what they had written first was put back.</summary>
    /// <param name="kept">Where the second is.</param>
    public static NothingDone ChangedTwice(string path, string kept, Exception? cause = null) =>
        new(
            $"{path} was changed meanwhile, twice, by somebody else: the second change is in {kept}",
            $"take from {kept} what belongs into {path}, then run this again",
            cause
        );

    public static NothingDone Of(Failure failure) =>
        new($"nothing was changed: {failure.Message}", failure.Hint, failure);
}
