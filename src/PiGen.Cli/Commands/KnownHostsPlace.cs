using System.Collections.Immutable;
using System.Security.Cryptography;
using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Core.Model;

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

/// <summary>The known hosts of the tunnels' user on the manager.</summary>
internal static class TunnelsKnownHosts
{
    private const string Own = ".ssh/known_hosts";

    private static readonly string[] Others =
    [
        ".ssh/known_hosts2",
        "/etc/ssh/ssh_known_hosts",
        "/etc/ssh/ssh_known_hosts2",
    ];

    public static async Task<KnownHostsPlace> ReadAsync(
        KeysVisit visit,
        ImmutableArray<ScannedWorker> shown,
        CancellationToken cancellation
    )
    {
        var answer = await visit.User.AskAsync(HomeFiles.Read([Own, .. Others]), cancellation);
        var files = HomeFiles.TryParse(answer);
        if (files is not [{ } own, ..])
        {
            throw new Failure($"~/{Own} on {visit.Manager} is no file", "see what lies there");
        }
        var plan = TrustPlan.Of(
            FileOf(visit, own),
            [.. files.Skip(1).OfType<HomeFile>().Select(file => FileOf(visit, file))],
            shown.Select(worker => new ShownHostKeys(worker.Worker, worker.KnownAs, worker.Keys))
        );
        return new(
            visit.Manager,
            plan,
            shown.Any(worker => worker.HidesNames),
            (bytes, stop) => WriteAsync(visit, own, bytes, stop)
        )
        {
            Remark = OtherNames.Remark(HomeFiles.NamesOf(answer, Own)),
        };
    }

    private static KnownHostsFile FileOf(KeysVisit visit, HomeFile file)
    {
        var path = file.Path.StartsWith('/') ? file.Path : $"~{visit.Cluster.Manager.User}/{file.Path}";
        return new($"{visit.Manager}:{path}", KnownHosts.Read((file.Content ?? []).AsSpan()));
    }

    private static async Task WriteAsync(KeysVisit visit, HomeFile own, byte[] bytes, CancellationToken cancellation) =>
        await visit.User.AskAsync(HomeFiles.Write([new(Own, own.Content, [.. bytes])]), cancellation);
}

/// <summary>The person's known hosts on this machine, under the names that both styles of ssh_config lead to.</summary>
internal static class LaptopsKnownHosts
{
    public static KnownHostsPlace Read(KeysVisit visit, ImmutableArray<ScannedWorker> shown)
    {
        var settings = visit.Visit.Connection.Settings;
        if (settings.KnownHostsFiles is not [var path, .. var more] || path is "none" or "/dev/null")
        {
            throw new Failure(
                "ssh keeps no known hosts on this machine",
                "see what your ssh_config says of UserKnownHostsFile"
            );
        }
        var own = FoundFile.Look(PersonsSshFolder.InPlace(path));
        var plan = TrustPlan.Of(
            new(path, KnownHosts.Read(own.Content)),
            [.. more.Concat(settings.GlobalKnownHostsFiles).Select(Other)],
            shown.SelectMany(worker =>
                NamesOf(visit.Cluster, worker.Worker)
                    .Select(name => new ShownHostKeys(worker.Worker, name, worker.Keys))
            )
        );
        if (!plan.IsEmpty)
        {
            own.Check();
        }
        return new(Cluster.Laptop, plan, settings.HidesNames, Write) { Tidy = own.Tidy, Remark = own.Remark };

        Task Write(byte[] bytes, CancellationToken cancellation)
        {
            own.Exchange(bytes);
            return Task.CompletedTask;
        }
    }

    // Through the jump host it is the worker's own name, through a tunnel the manager's and the tunnel's port.
    private static IEnumerable<string> NamesOf(Cluster cluster, string worker) =>
        cluster
            .Forwards.Where(forward => forward.Purpose == ForwardPurpose.Ssh && forward.Worker.Value == worker)
            .Select(forward => KnownName.Of(cluster.Manager.Address.ToString(), forward.Listener.Port))
            .Prepend(KnownName.Of(worker, Port.Ssh));

    private static KnownHostsFile Other(string path) =>
        new(path, KnownHosts.Read(PersonsSshFolder.Read(PersonsSshFolder.InPlace(path))));
}
