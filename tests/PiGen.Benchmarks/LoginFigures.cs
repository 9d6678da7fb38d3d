using System.Diagnostics;
using System.Globalization;
using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Benchmarks;

/// <summary>
/// What <c>pigen keys list</c> costs over 50 workers, beside one login. The lab's two workers stand for all of them, on this
/// one machine's processor: so that it is the waiting that counts, as with 50 machines, each login also waits for a while.
/// </summary>
internal sealed class LoginFigures(PublishedPigen pigen) : IDisposable
{
    private const string Workers = "red[001-050]";

    // Every second name is the other worker's; neither turns away who comes while many log in.
    private const string NameAll = """
        for n in $(seq 3 50); do printf '10.77.0.%s red%03d\n' $((2 + (n + 1) % 2)) "$n"; done >>/etc/hosts
        """;

    private const string LetAllIn = """
        echo 'MaxStartups 100' >>/etc/ssh/sshd_config
        kill -HUP "$(cat /run/sshd.pid)"
        """;

    private const string Wait = """
        printf 'sleep %s\n' "$1" >/home/pi/.bashrc
        """;

    private static readonly double[] Waits = [0, 5];

    private readonly PiGen.Lab.Tests.Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    public void Print(int rounds)
    {
        if (_lab.CannotRun is { } reason)
        {
            Console.WriteLine(reason);
            return;
        }
        _lab.Manager.Do("sh", "-euc", NameAll);
        OnWorkers(LetAllIn);
        PublishedPigen.Expect(Pigen("trust", "--yes"));
        Console.WriteLine(
            "| a login waits | from the manager | from the laptop, through it | five of these | keys list |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var wait in Waits)
        {
            var seconds = wait.ToString(CultureInfo.InvariantCulture);
            OnWorkers(Wait, seconds);
            Console.WriteLine(
                $"| {seconds} s | {PublishedPigen.Medians([.. Enumerable.Range(0, rounds).Select(_ => Round())])} |"
            );
        }
    }

    private double[] Round()
    {
        var manager = Timed(() => _lab.Manager.Run("runuser", "-u", "pi", "--", "ssh", "red001", "true"));
        var laptop = Timed(() => _lab.Laptop.Run("ssh", "-J", "pi@red.local", "pi@red001", "true"));
        return [manager, laptop, 5 * laptop, Timed(() => Pigen("list", "--exit-code"))];
    }

    private void OnWorkers(string script, params string[] arguments)
    {
        foreach (var worker in (Worker[])[_lab.Red001, _lab.Red002])
        {
            worker.Do(["sh", "-euc", script, "sh", .. arguments]);
        }
    }

    private Answer Pigen(string verb, string option) =>
        _lab.Laptop.Run(pigen.Path, "keys", verb, "--workers", Workers, option);

    private static double Timed(Func<Answer> run)
    {
        var clock = Stopwatch.StartNew();
        PublishedPigen.Expect(run());
        return clock.Elapsed.TotalSeconds;
    }
}
