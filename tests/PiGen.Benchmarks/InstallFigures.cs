using System.Diagnostics;
using System.Globalization;
using PiGen.Core.Tests.SshConfig;
using PiGen.Testing;

namespace PiGen.Benchmarks;

/// <summary>
/// What <c>pigen ssh-config install</c> costs in a configuration of 5,000 hosts besides ssh's own checks: the time until it
/// first asks ssh about a name and from the last answer on, and its processor time in between. Whole processes.
/// </summary>
internal sealed class InstallFigures(PublishedPigen pigen) : IDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, and the unit of /proc/uptime

    // In ssh's place, with what the real one says of the cluster's names, and little of the others; it takes as long as a
    // small program takes to start. It notes when it was asked, and what its caller had used of the processor by then.
    private const string StandIn = """
        #!/bin/sh
        for name; do :; done
        read -r now idle </proc/uptime
        read -r used </proc/$PPID/stat
        used=${used##*) }
        echo "$now $used" >>"${0%/*}/asked"
        [ -e "${0%/*}/$name" ] || { printf 'host %s\nhostname %s\n' "$name" "$name"; exit; }
        while IFS= read -r line; do printf '%s\n' "$line"; done <"${0%/*}/$name"
        """;

    private static readonly string[] Cluster = ["--workers", "red00[1-2]"];

    private readonly TemporaryFolder _folder = new();

    private string Config => _folder["home/.ssh/config"];

    public void Dispose() => _folder.Dispose();

    public void Print(int rounds)
    {
        _folder.Write("home/.ssh/config", "");
        File.WriteAllBytes(Config, ManyHosts.Bytes);
        PrepareAnswers();
        Console.WriteLine(
            "| hosts | ssh was asked | before it | after it | both | processor time while it is asked | all |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        var all = Enumerable.Range(0, rounds).Select(_ => Round()).ToArray();
        Console.WriteLine($"| {ManyHosts.Count} | {Asked().Length} | {PublishedPigen.Medians(all)} |");
    }

    private void PrepareAnswers()
    {
        File.SetUnixFileMode(_folder.Write("bin/ssh", StandIn), (UnixFileMode)0b111_101_101);
        var sections = _folder.Write("sections", Expect(["ssh-config", "show", .. Cluster]).Out);
        foreach (var name in (string[])["red", "red001", "red002"])
        {
            Remember(name, "-F", sections);
        }
        Remember("localhost", "-F", "none", "-o", "ControlPath=~/.pigen");
    }

    private void Remember(string name, params string[] options) =>
        _folder.Write(
            $"bin/{name}",
            PublishedPigen.Expect(RealProgram.Run("ssh", ["-G", "-T", .. options, "--", name])).Out
        );

    private double[] Round()
    {
        File.Delete(_folder["bin/asked"]);
        var (clock, begin) = (Stopwatch.StartNew(), Uptime());
        Expect(["ssh-config", "install", .. Cluster]);
        var (all, end) = (clock.Elapsed.TotalSeconds, Uptime());
        var asked = Asked();
        Expect(["ssh-config", "remove", "--manager", "red"]);
        // The first one is about the home folder alone.
        var (before, after) = (asked[1].At - begin, end - asked[^1].At);
        return [before, after, before + after, asked[^1].Used - asked[1].Used, all];
    }

    private (double At, double Used)[] Asked() =>
        [
            .. File.ReadLines(_folder["bin/asked"])
                .Select(line => line.Split(' '))
                .Select(words => (Number(words[0]), (Number(words[12]) + Number(words[13])) / TicksPerSecond)),
        ];

    private static double Uptime() => Number(File.ReadAllText("/proc/uptime").Split(' ')[0]);

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private Answer Expect(string[] words)
    {
        string[] more = words[1] == "show" ? [] : ["--yes", "--config", Config];
        var path = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        var start = new ProcessStartInfo(pigen.Path, [.. words, .. more]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return PublishedPigen.Expect(new(process.ExitCode, output, ""));
    }
}
