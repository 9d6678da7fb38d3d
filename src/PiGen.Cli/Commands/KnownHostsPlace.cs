using System.Security.Cryptography;
using PiGen.Core.Keys;

namespace PiGen.Cli.Commands;

/// <summary>A file of known hosts on one of the machines, and what has to be written there.</summary>
/// <param name="Name">The machine's.</param>
/// <param name="HidesNames">Whether ssh there would hash the names it writes.</param>
/// <param name="Write">Puts these bytes in place.</param>
internal sealed record KnownHostsPlace(
    string Name,
    TrustPlan Plan,
    bool HidesNames,
    Func<byte[], CancellationToken, Task> Write
)
{
    private const int SaltLength = 20; // as ssh's own, the length of a SHA-1

    /// <summary>Takes away what a run has left that was killed: nothing, where looking has done so.</summary>
    public Action Tidy { get; init; } = () => { };

    /// <summary>What the person has to know before it is written; null for nothing.</summary>
    public string? Remark { get; init; }

    public Task WriteAsync(CancellationToken cancellation) => Write(Result().Bytes, cancellation);

    // Hashed where theirs is: names that were hidden before stay so.
    private KnownHosts Result() =>
        Plan.Result(HidesNames || Plan.Own.Hosts.HidesNames ? () => RandomNumberGenerator.GetBytes(SaltLength) : null);
}
