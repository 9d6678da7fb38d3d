using System.Collections.Immutable;

namespace PiGen.Core.Keys;

/// <summary>What has to be written to one file of known hosts, so that ssh knows the keys that are shown.</summary>
/// <param name="Own">The file that is written.</param>
public sealed record TrustPlan(KnownHostsFile Own, ImmutableArray<HostKeyCheck> Checks)
{
    /// <param name="others">The other files that ssh reads; they are never written.</param>
    public static TrustPlan Of(
        KnownHostsFile own,
        IReadOnlyCollection<KnownHostsFile> others,
        IEnumerable<ShownHostKeys> shown
    ) => new(own, [.. shown.Select(keys => HostKeyCheck.Of(keys, [own, .. others]))]);

    public bool IsEmpty => Checks.All(check => check.Standing == HostKeyStanding.Right);

    public IEnumerable<HostKeyCheck> Pending => Checks.Where(check => check.Standing != HostKeyStanding.Right);

    /// <summary>The file as it is to be: what says otherwise gone, what is shown known, all else byte for byte.</summary>
    /// <param name="salt">Random bytes for a name that is to be hashed; null if names are to be plain.</param>
    public KnownHosts Result(Func<byte[]>? salt)
    {
        var hosts = Pending.Aggregate(
            Own.Hosts,
            (known, check) => known.Without(check.Shown.Name, OffendingIn(check, known))
        );
        return hosts.With(Pending.SelectMany(check => check.Missing.Select(key => (Written(check.Shown.Name), key))));

        string Written(string name) => salt is null ? name : KnownHostLine.Hash(name, salt());
    }

    // A line of several names may have lost one of them already; its number is what it was.
    private IEnumerable<KnownHostLine> OffendingIn(HostKeyCheck check, KnownHosts known)
    {
        var numbers = check.Offending.Where(place => place.File == Own).Select(place => place.Line.Number).ToHashSet();
        return known.Lines.Where(line => numbers.Contains(line.Number));
    }
}
