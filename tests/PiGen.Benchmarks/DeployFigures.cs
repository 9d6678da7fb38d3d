using System.Diagnostics;
using System.Globalization;
using PiGen.Lab.Tests.Hosts;

namespace PiGen.Benchmarks;

/// <summary>
/// What a deployment costs in the lab, beside the least that any tool needs: <c>tar</c> over one ssh connection and one
/// script with <c>systemctl enable --now</c>. Whole processes, median of rounds in which each is done once.
/// </summary>
internal sealed class DeployFigures : IDisposable
{
    private const string Floor = """
        tar c -C "$1" --owner=root --group=root etc | ssh pi@red.local 'sudo sh -c "
            tar x -C / && systemctl daemon-reload && cd /etc/systemd/system && systemctl --quiet enable --now autossh-*.service
            wanted='$2'
            until [ \$(ss -Htln | grep -c 192.168.1.24:) -ge \$wanted ]; do sleep 0.1; done"'
        """;

    private static readonly int[] Units = [2, 20, 200];
    private static readonly int[] Delays = [0, 20];

    private const double Rest = 0.9;
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string Reset = """
        cd /etc/systemd/system
        systemctl --quiet disable --now autossh-*.service
        rm -f autossh-*.service
        systemctl daemon-reload
        """;

    private readonly PiGen.Lab.Tests.Lab _lab = new();
    private readonly PublishedPigen _published = new();
    private readonly string _pigen;

    public DeployFigures() => _pigen = _published.Path;

    public void Dispose()
    {
        _lab.Dispose();
        _published.Dispose();
    }

    /// <param name="only">One link and number of units; null for all.</param>
    public void Print(int rounds, (int Delay, int Units)? only)
    {
        if (_lab.CannotRun is { } reason)
        {
            Console.WriteLine(reason);
            return;
        }
        Console.WriteLine(
            "| link | units | ssh true | floor | deploy --wait 0 | by ssh.net | floor, ports listen | deploy | by ssh.net | nothing to do | by ssh.net |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var delay in Delays.Where(delay => only is null || only.Value.Delay == delay))
        {
            using var wire = delay > 0 ? SlowWire.Lay(_lab.Laptop, TimeSpan.FromMilliseconds(delay)) : null;
            foreach (var units in Units.Where(units => only is null || only.Value.Units == units))
            {
                Print(delay, units, units == 200 ? Math.Min(rounds, 3) : rounds);
            }
        }
    }

    private void Print(int delay, int units, int rounds)
    {
        Render(units);
        var all = Enumerable.Range(0, rounds).Select(_ => Round(units).Select(time => time.TotalSeconds).ToArray());
        Console.WriteLine($"| {delay} ms | {units} | {PublishedPigen.Medians([.. all])} |");
    }

    private void Render(int units)
    {
        string[] more = units > 2 ? ["--expose", $"1001-{1000 + (units / 2) - 1}:9000"] : [];
        PublishedPigen.Expect(
            _lab.Laptop.Run([
                _pigen,
                "render",
                "--workers",
                "red00[1-2]",
                "--wlan",
                LabNetwork.ManagerAddress,
                "--output",
                Output,
                .. more,
            ])
        );
    }

    private string Output => Path.Combine(_lab.Laptop.Home, "output");

    private TimeSpan[] Round(int units)
    {
        var floor = Timed("sh", "-c", Floor, "sh", Output + "/red", "0");
        _lab.Manager.Do("sh", "-c", Reset);
        var deploy = Deploy("openssh", "--wait", "0");
        Undeploy();
        var byLibrary = Deploy("ssh.net", "--wait", "0");
        Undeploy();
        var listening = Timed("sh", "-c", Floor, "sh", Output + "/red", units.ToString(CultureInfo.InvariantCulture));
        _lab.Manager.Do("sh", "-c", Reset);
        var waitedByLibrary = Deploy("ssh.net", "--wait", "60");
        Undeploy();
        var waited = Deploy("openssh", "--wait", "60");
        var ssh = Timed("ssh", "pi@red.local", "true");
        var (nothing, nothingByLibrary) = (Deploy("openssh"), Deploy("ssh.net"));
        Undeploy();
        return [ssh, floor, deploy, byLibrary, listening, waited, waitedByLibrary, nothing, nothingByLibrary];
    }

    private TimeSpan Deploy(string transport, params string[] more) =>
        Timed([_pigen, "deploy", "--yes", "--output", Output, "--transport", transport, .. more]);

    private void Undeploy() => PublishedPigen.Expect(_lab.Laptop.Run(_pigen, "undeploy", "--yes", "--output", Output));

    private TimeSpan Timed(params string[] command)
    {
        Settle();
        var clock = Stopwatch.StartNew();
        PublishedPigen.Expect(_lab.Laptop.Run(command));
        return clock.Elapsed;
    }

    // What was done before has its end: the tunnels of a cluster log in, and log out, for a while.
    private static void Settle()
    {
        var patience = Stopwatch.StartNew();
        var (idle, all) = Ticks();
        while (patience.Elapsed < Patience)
        {
            Thread.Sleep(Sample);
            var (idleNow, allNow) = Ticks();
            if (idleNow - idle >= Rest * (allNow - all))
            {
                return;
            }
            (idle, all) = (idleNow, allNow);
        }
        Console.Error.WriteLine(
            $"after {Patience.TotalSeconds} s the machine is not at rest: the next figure is too high"
        );
    }

    // proc_stat(5): the fourth number of the first line is the time in which no processor had anything to do.
    private static (long Idle, long All) Ticks()
    {
        long[] ticks =
        [
            .. File.ReadLines("/proc/stat")
                .First()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(number => long.Parse(number, CultureInfo.InvariantCulture)),
        ];
        return (ticks[3], ticks.Sum());
    }
}
