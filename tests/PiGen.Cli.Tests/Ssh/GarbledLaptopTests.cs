using FsCheck;
using FsCheck.Fluent;
using PiGen.Cli.Commands;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Tests.Keys;
using PiGen.Testing;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>Whatever a laptop answers over ssh: it is understood, or a sentence about that laptop.</summary>
public sealed class GarbledLaptopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_answer_is_read_or_refused()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh", "sh") is not null, "no ssh here");
        _folder.Write(".ssh/config", "Include config.d/*\nHost alpha\n");
        _folder.Write(".ssh/config.d/one", "Host beta\n");
        var answers = new Dictionary<string, (RemoteAnswer, List<string>)>(StringComparer.Ordinal);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(int.MaxValue),
            Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                seed =>
                {
                    try
                    {
                        AskAsync(new GarbledHost(new LocalShell(_folder.Path), answers, seed)).GetAwaiter().GetResult();
                    }
                    catch (Failure failure)
                    {
                        Assert.Contains("here", failure.Message, StringComparison.Ordinal);
                    }
                }
            )
        );
    }

    private static async Task AskAsync(IRemoteHost host)
    {
        var laptop = await RemoteLaptop.OpenAsync(host, Cancellation);
        await laptop.LookAsync(["~/.ssh/config", "~/.ssh/none"], Cancellation);
        await laptop.FindAsync("~/.ssh/*/*", Cancellation);
        await laptop.AskAsync(_ => new(Config: null, []), ["alpha", "beta"], Cancellation);
    }

    /// <summary>A host whose answers have mistakes. What it says to a command without any is asked for once.</summary>
    private sealed class GarbledHost(
        IRemoteHost host,
        Dictionary<string, (RemoteAnswer Answer, List<string> Lines)> answers,
        int seed
    ) : IRemoteHost
    {
        public string Name => host.Name;

        public async Task<RemoteAnswer> RunAsync(
            RemoteCommand command,
            Action<string> line,
            CancellationToken cancellation
        )
        {
            // The one that asks ssh names a new folder each time.
            var key = command.Files is null ? command.Text : "ask";
            if (!answers.TryGetValue(key, out var known))
            {
                var lines = new List<string>();
                known = answers[key] = (await host.RunAsync(command, lines.Add, cancellation), lines);
            }
            // One of the commands in four goes wrong, so that the later ones are come to.
            foreach (var text in ((seed ^ key.Length) & 3) == 0 ? Garbled.Of(known.Lines, seed) : [.. known.Lines])
            {
                line(text);
            }
            return known.Answer;
        }

        public Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation) =>
            host.UploadAsync(path, bundle, cancellation);
    }
}
