using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

/// <summary>What pigen keys runs on the manager and the workers, killed at each of the calls that change files there.</summary>
public sealed class HomeFilesCrashTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f pi";
    private const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP8BAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me";

    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _host;

    public HomeFilesCrashTests()
    {
        Assert.SkipWhen(HaltedProgram.WhyNot is not null, HaltedProgram.WhyNot ?? "");
        Directory.CreateDirectory(Home);
        _host = new(Home);
    }

    private string Home => _folder["home"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("folder")]
    [InlineData("link")]
    public async Task Whatever_kills_a_push_or_a_revocation_keys_are_as_before_or_after_and_the_next_goes_on(
        string kind
    )
    {
        Prepare(kind);
        var before = FolderMoments.Listing(Home);
        await ProveAsync(".ssh/authorized_keys", PushAsync);
        await ProveAsync(".ssh/authorized_keys", RevokeAsync);
        Assert.Equal(before, FolderMoments.Listing(Home));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("link")]
    public async Task Whatever_kills_trust_known_hosts_are_as_before_or_after_and_the_next_goes_on(string kind)
    {
        Prepare(kind);
        await ProveAsync(".ssh/known_hosts", TrustAsync);
    }

    // Behind the link, a last line without an end and a mode that is not the usual one.
    private void Prepare(string kind)
    {
        if (kind != "none")
        {
            Directory.CreateDirectory(_folder["home/.ssh"]);
        }
        foreach (var name in kind == "link" ? (string[])["authorized_keys", "known_hosts"] : [])
        {
            var path = _folder.Write($"home/dotfiles/{name}", "# mine");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            File.CreateSymbolicLink(_folder[$"home/.ssh/{name}"], $"../dotfiles/{name}");
        }
    }

    /// <summary>Leaves what an uninterrupted run leaves.</summary>
    private async Task ProveAsync(string path, Func<Task<RemoteCommand>> plan)
    {
        using var moments = new FolderMoments(Home, unfinished: ".pigen-new.");
        moments.Look();
        var before = Read(path);
        await RunAsync(await plan(), moments.Look);
        var (after, done) = (Read(path), FolderMoments.Listing(Home));
        Assert.NotEqual(before, after);
        foreach (var moment in moments.Replay())
        {
            Assert.Contains(Read(path), (string?[])[before, after]);
            await RunAsync(await plan(), look: null);
            Assert.Equal($"after call {moment}\n{done}", $"after call {moment}\n{FolderMoments.Listing(Home)}");
        }
    }

    private async Task<RemoteCommand> PushAsync() =>
        HomeFiles.Write(
            (await KeysAsync())
                .Push(new[] { Key, Other }.Select(key => new PushedKey(PublicKey.TryParse(key)!)))
                .Changes
        );

    private async Task<RemoteCommand> RevokeAsync() => HomeFiles.Write((await KeysAsync()).Revoke(only: null).Changes);

    private async Task<RemoteCommand> TrustAsync()
    {
        var known = HomeFiles.TryParse(await AskAsync(HomeFiles.Read(".ssh/known_hosts")))[0]!;
        ImmutableArray<byte> becomes = [.. Encoding.ASCII.GetBytes($"# mine\nred001 {Key}\n")];
        return HomeFiles.Write(
            known.Content is { } was && was.SequenceEqual(becomes) ? [] : [new(known.Path, known.Content, becomes)]
        );
    }

    private async Task<AuthorizedKeysFile> KeysAsync() =>
        AuthorizedKeysFile.TryParse(await AskAsync(AuthorizedKeysFile.Read))!;

    private async Task<IReadOnlyList<string>> AskAsync(RemoteCommand command)
    {
        var lines = new List<string>();
        await _host.RunAsync(command, lines.Add, TestContext.Current.CancellationToken);
        return lines;
    }

    private async Task RunAsync(RemoteCommand command, Action? look)
    {
        _host.Look = look;
        var answer = await _host.RunAsync(command, _ => { }, TestContext.Current.CancellationToken);
        _host.Look = null;
        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors[0]));
    }

    private string? Read(string path) => File.Exists(_folder[$"home/{path}"]) ? _folder.Read($"home/{path}") : null;
}
