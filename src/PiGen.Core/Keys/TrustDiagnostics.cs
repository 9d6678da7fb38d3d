using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Keys;

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
