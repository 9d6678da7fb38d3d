using System.Collections.Immutable;
using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Core.Model;

namespace PiGen.Cli.Commands;

/// <summary>The person's known hosts on this machine, under the names that both styles of ssh_config lead to.</summary>
internal static class LaptopsKnownHosts
{
    public static KnownHostsPlace Read(KeysVisit visit, ImmutableArray<ScannedWorker> shown)
    {
        var settings = visit.Visit.Host.Settings;
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
