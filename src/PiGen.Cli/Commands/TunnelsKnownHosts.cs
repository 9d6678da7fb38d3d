using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Keys;

namespace PiGen.Cli.Commands;

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
        var answer = await visit.User.AskAsync(HomeFiles.Read([Own, .. Others]), cancellation).ConfigureAwait(false);
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
        await visit
            .User.AskAsync(HomeFiles.Write([new(Own, own.Content, [.. bytes])]), cancellation)
            .ConfigureAwait(false);
}
