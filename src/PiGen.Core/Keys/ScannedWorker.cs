using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core.Model;

namespace PiGen.Core.Keys;

/// <summary>The host keys that a worker shows the manager, and how ssh on the manager looks them up.</summary>
/// <param name="KnownAs">The name in the tunnels' known hosts.</param>
/// <param name="HidesNames">Whether ssh on the manager would hash it.</param>
/// <param name="Keys">None if it did not answer.</param>
public sealed record ScannedWorker(string Worker, string KnownAs, bool HidesNames, ImmutableArray<PublicKey> Keys)
{
    internal static ScannedWorker Of(WorkerAnswer answer)
    {
        var settings = answer
            .Lines.Select(line => line.Split(' ', 2))
            .Where(words => words.Length == 2)
            .ToLookup(words => words[0], words => words[1], StringComparer.Ordinal);
        var host = settings["hostname"].FirstOrDefault() ?? answer.Worker;
        var alias = settings["hostkeyalias"].FirstOrDefault();
        return new(
            answer.Worker,
            alias ?? KnownName.Of(host, PortOf(settings["port"].FirstOrDefault())),
            settings["hashknownhosts"].Contains("yes"),
            [.. settings["key"].Select(KeyOf).OfType<PublicKey>()]
        );
    }

    private static Port PortOf(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Port.TryFrom(number) ?? Port.Ssh : Port.Ssh;

    // HOST ALGORITHM KEY
    private static PublicKey? KeyOf(string line) => line.Split(' ', 2) is [_, var key] ? PublicKey.TryParse(key) : null;
}
