using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using PiGen.Benchmarks;

// deploy [ROUNDS [DELAY UNITS]]: with so many milliseconds more a round trip; all that there are figures for unless given.
if (args is ["deploy", .. var which])
{
    using var figures = new DeployFigures();
    var numbers = which.Select(int.Parse).ToArray();
    figures.Print(numbers.FirstOrDefault(5), numbers is [_, var delay, var units] ? (delay, units) : null);
    return;
}

if (args is ["laptop", .. var times])
{
    using var pigen = new PublishedPigen();
    using var install = new InstallFigures(pigen);
    install.Print(times is [var time] ? int.Parse(time) : 3);
    using var logins = new LoginFigures(pigen);
    logins.Print(times is [var often] ? int.Parse(often) : 3);
    return;
}

// The collector as the program has it: src/PiGen.Cli/PiGen.Cli.csproj.
var job = Job.Default.WithGcConcurrent(false).WithEnvironmentVariable("DOTNET_GCLOHThreshold", "0x800000");
var config = DefaultConfig.Instance.AddJob(job.AsDefault());
BenchmarkSwitcher.FromAssembly(typeof(RenderBenchmarks).Assembly).Run(args, config);
