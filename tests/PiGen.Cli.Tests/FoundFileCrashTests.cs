using System.Collections.Immutable;
using System.Text;
using PiGen.Cli.Files;
using PiGen.Core.SshConfig;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>This machine's known hosts, as a program leaves them that is killed before, in or after each step of an exchange.</summary>
public sealed class FoundFileCrashTests : IDisposable
{
    private static readonly byte[] After = "new\n"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    private string Home => _folder["home"];

    private string Hosts => _folder["home/.ssh/known_hosts"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("old\n")]
    public void Whatever_kills_an_exchange_the_file_is_as_before_or_after_and_the_next_goes_on(string? before)
    {
        Assert.SkipWhen(RealProgram.Missing("cp") is not null, "not installed: cp");
        using var moments = new FolderMoments(Home);
        Begin(before, moments);
        var steps = FoundFile.Look(Hosts).StepsTo(After);
        FoundFile.Look(Hosts).Exchange(After);
        var done = FolderMoments.Listing(Home);
        for (var count = 1; count <= steps.Length; count++)
        {
            Assert.Single(moments.Replay());
            Kill(steps, count);
            Assert.Contains(Text(), (string?[])[before, "new\n"]);
            GoOn();
            Assert.Equal($"{count} steps\n{done}", $"{count} steps\n{FolderMoments.Listing(Home)}");
        }
    }

    private void Begin(string? before, FolderMoments moments)
    {
        Directory.CreateDirectory(Home);
        if (before is not null)
        {
            _folder.Write("home/.ssh/known_hosts", before);
        }
        moments.Look();
    }

    // It held the lock, and may have begun to write.
    private void Kill(ImmutableArray<LaptopStep> steps, int count)
    {
        new LaptopSteps(new(Home)).Do(steps[..count]);
        _folder.Write($"home/{FolderLock.Name}", "");
        if (count < steps.Length && steps[count].Deed == LaptopDeed.Write)
        {
            File.WriteAllText(steps[count].Path, "ha");
        }
    }

    private void GoOn()
    {
        var found = FoundFile.Look(Hosts);
        if (Text() == Encoding.UTF8.GetString(After))
        {
            found.Tidy();
        }
        else
        {
            found.Exchange(After);
        }
    }

    private string? Text() => File.Exists(Hosts) ? File.ReadAllText(Hosts) : null;
}
