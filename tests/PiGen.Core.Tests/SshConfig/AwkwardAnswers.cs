using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>What ssh says about the hosts of an awkward file as it is, asked once for all tests: each answer is a program started.</summary>
internal sealed record AwkwardAnswers(ImmutableArray<string> Theirs, IReadOnlyDictionary<string, string> Answers)
{
    private static readonly ConcurrentDictionary<string, Lazy<AwkwardAnswers>> Asked = [];

    /// <param name="name">Of the file.</param>
    public static AwkwardAnswers Of(string name) => Asked.GetOrAdd(name, _ => new(() => Ask(name))).Value;

    private static AwkwardAnswers Ask(string name)
    {
        using var home = new SshHome(AwkwardConfigs.Bytes(name));
        var names = home.AllNames();
        return new([.. names.Except(Ours.Names)], home.Ask(names));
    }
}
