using System.Collections.Immutable;

namespace PiGen.Core.Keys;

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
