using System.Collections.Immutable;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

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

/// <summary>The host keys that a worker shows who asks for them, and a name under which it is to be known.</summary>
public sealed record ShownHostKeys(string Worker, string Name, ImmutableArray<PublicKey> Keys);

/// <summary>A file of known hosts in its place.</summary>
/// <param name="Path">As it is shown to a person.</param>
public sealed record KnownHostsFile(string Path, KnownHosts Hosts);

/// <summary>What is known of a name, held against the keys that are shown.</summary>
public enum HostKeyStanding
{
    /// <summary>ssh connects and asks nothing.</summary>
    Right,

    /// <summary>Nothing is known yet.</summary>
    New,

    /// <summary>Another key is known: ssh refuses.</summary>
    Changed,

    /// <summary>A key that is shown is marked as not to be believed.</summary>
    Revoked,
}

/// <summary>One line that stands in the way of the keys that are shown, and the file it stands in.</summary>
public sealed record KnownHostPlace(KnownHostsFile File, KnownHostLine Line);

/// <summary>A name of a worker, with what ssh would make of the keys that the worker shows.</summary>
/// <param name="Offending">The lines that say otherwise.</param>
/// <param name="Missing">The keys that are not known yet.</param>
public sealed record HostKeyCheck(
    ShownHostKeys Shown,
    HostKeyStanding Standing,
    ImmutableArray<KnownHostPlace> Offending,
    ImmutableArray<PublicKey> Missing
)
{
    /// <param name="files">All that ssh reads, in its order.</param>
    public static HostKeyCheck Of(ShownHostKeys shown, IEnumerable<KnownHostsFile> files)
    {
        var places = files
            .SelectMany(file => file.Hosts.LinesOf(shown.Name).Select(line => new KnownHostPlace(file, line)))
            .ToArray();
        var known = places.Where(place => place.Line.Marker == KnownHostMarker.None).ToArray();
        var revoked = places.Where(place => place.Line.Marker == KnownHostMarker.Revoked && IsShown(place)).ToArray();
        var offending = revoked.Length > 0 ? revoked : [.. known.Where(IsOffending)];
        var standing =
            revoked.Length > 0 ? HostKeyStanding.Revoked
            : offending.Length > 0 ? HostKeyStanding.Changed
            : known.Length > 0 ? HostKeyStanding.Right
            : HostKeyStanding.New;
        var missing = shown.Keys.Where(key => !known.Any(place => place.Line.Key.IsSameKey(key)));
        return new(shown, standing, [.. offending], [.. missing]);

        bool IsShown(KnownHostPlace place) => shown.Keys.Any(key => key.IsSameKey(place.Line.Key));

        // ssh asks for a key of an algorithm that it knows one of. Of several known ones it takes any; if none of all known
        // keys is shown, another machine answers, or one that was set up anew.
        bool IsOffending(KnownHostPlace place) =>
            !IsShown(place)
            && (
                !known.Any(IsShown)
                || (
                    shown.Keys.Any(key => key.Algorithm == place.Line.Key.Algorithm)
                    && !known.Any(other => other.Line.Key.Algorithm == place.Line.Key.Algorithm && IsShown(other))
                )
            );
    }
}

/// <summary>Why known hosts are not written as they are shown, one method each, PG0811 and on.</summary>
public static class TrustDiagnostics
{
    public static Diagnostic Changed(HostKeyCheck check, KnownHostPlace place) =>
        Error(
            "PG0811",
            Place(place),
            $"the host key of {check.Shown.Name} has changed: {Fingerprint(place.Line.Key)} is known here, {Shown(check, place)} is shown",
            $"ask at {check.Shown.Worker} itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub); only if it was set up anew: pigen keys trust --repair"
        );

    public static Diagnostic Revoked(HostKeyCheck check, KnownHostPlace place) =>
        Error(
            "PG0812",
            Place(place),
            $"{check.Shown.Name} shows a key that is revoked here: {Fingerprint(place.Line.Key)}",
            $"give {check.Shown.Worker} a new host key: rm /etc/ssh/ssh_host_*, then dpkg-reconfigure openssh-server"
        );

    public static Diagnostic ByPattern(HostKeyCheck check, KnownHostPlace place) =>
        Error(
            "PG0813",
            Place(place),
            $"this line is for {check.Shown.Name} by a pattern, and so for other hosts too",
            $"change it by hand, for instance by adding ',!{check.Shown.Name}' to its names"
        );

    public static Diagnostic NotOurs(HostKeyCheck check, KnownHostPlace place) =>
        Error(
            "PG0814",
            Place(place),
            $"this line has another key for {check.Shown.Name}, in a file that pigen does not write",
            $"take the line out by hand: ssh-keygen -f {place.File.Path} -R '{check.Shown.Name}'"
        );

    /// <summary>All that stands in the way of a plan; a changed key does not where the person asked for a repair.</summary>
    public static IEnumerable<Diagnostic> Of(TrustPlan plan, bool isRepair) =>
        plan
            .Pending.SelectMany(check => check.Offending.Select(place => Of(plan, check, place, isRepair)))
            .OfType<Diagnostic>();

    private static Diagnostic? Of(TrustPlan plan, HostKeyCheck check, KnownHostPlace place, bool isRepair) =>
        check.Standing == HostKeyStanding.Revoked ? Revoked(check, place)
        : !isRepair ? Changed(check, place)
        : place.File != plan.Own ? NotOurs(check, place)
        : place.Line.HoldOf(check.Shown.Name) == NameHold.ByPattern ? ByPattern(check, place)
        : null;

    private static string Fingerprint(PublicKey key) => $"{key.Kind} {key.Fingerprint}";

    private static string Shown(HostKeyCheck check, KnownHostPlace place) =>
        Fingerprint(
            check.Shown.Keys.FirstOrDefault(key => key.Algorithm == place.Line.Key.Algorithm) ?? check.Shown.Keys[0]
        );

    private static SourceSpan Place(KnownHostPlace place)
    {
        var text = new SourceText(place.File.Path, place.File.Hosts.Text);
        var start = text.SpanAt(place.Line.Number - 1, 0).Start;
        return text.Span(start, text.LineAt(place.Line.Number).Length);
    }
}
