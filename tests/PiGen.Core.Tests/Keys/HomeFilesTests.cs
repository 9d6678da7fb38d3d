using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

/// <summary>The scripts that read and write files of a home, in this machine's own sh.</summary>
public sealed class HomeFilesTests : IDisposable
{
    private const string Keys = ".ssh/authorized_keys";

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_is_there_is_read_byte_for_byte()
    {
        _home.Write("file", "a\r\n\0 é");
        _home.Write("empty", "");
        var found = HomeFiles.TryParse(await AskAsync(HomeFiles.Read("file", "empty", "none", ".")));
        Assert.Equal(
            ["a\r\n\0 é", "", "nothing", "no file"],
            found.Select(file =>
                file is null ? "no file"
                : file.Content is { } bytes ? Encoding.UTF8.GetString(bytes.AsSpan())
                : "nothing"
            )
        );
    }

    [Fact]
    public async Task A_new_file_and_its_folder_are_the_users_alone()
    {
        Assert.Equal("", await WriteAsync(new HomeFileChange(Keys, null, Bytes("new\n"))));
        Assert.Equal(("new\n", "600", "700"), (_home.Read(Keys), ModeOf(Keys), ModeOf(".ssh")));
    }

    [Fact]
    public async Task A_file_keeps_its_mode_and_nothing_is_left_beside()
    {
        File.SetUnixFileMode(_home.Write(Keys, "old\n"), (UnixFileMode)Convert.ToInt32("640", 8));
        Assert.Equal("", await WriteAsync(new HomeFileChange(Keys, Bytes("old\n"), Bytes("new\n"))));
        Assert.Equal(("new\n", "640", 1), (_home.Read(Keys), ModeOf(Keys), _home.Files().Length));
    }

    [Fact]
    public async Task Files_are_taken_away_and_their_folder_only_if_it_is_empty()
    {
        _home.Write(Keys, "old\n");
        _home.Write("other/old", "old\n");
        _home.Write("other/mine", "mine\n");
        Assert.Equal(
            "",
            await WriteAsync(
                new HomeFileChange(Keys, Bytes("old\n"), Becomes: null) { TakesFolder = true },
                new HomeFileChange("other/old", Bytes("old\n"), Becomes: null) { TakesFolder = true }
            )
        );
        Assert.Equal(["other/mine"], _home.Files());
        Assert.False(Directory.Exists(_home[".ssh"]));
    }

    [Theory]
    [InlineData("old\n", "pigen: .ssh/authorized_keys was changed meanwhile")]
    [InlineData(null, "pigen: .ssh/authorized_keys is there by now")]
    public async Task What_was_changed_meanwhile_is_left_alone(string? was, string complaint)
    {
        _home.Write(Keys, "theirs\n");
        Assert.Equal(
            complaint,
            await WriteAsync(new HomeFileChange(Keys, was is null ? null : Bytes(was), Bytes("new\n")))
        );
        Assert.Equal("theirs\n", _home.Read(Keys));
    }

    [Fact]
    public async Task A_line_that_was_cut_short_changes_nothing()
    {
        _home.Write(Keys, "old\n");
        var whole = HomeFiles.Write([new(Keys, Bytes("old\n"), Bytes("new\n"))]);
        await AskAsync(whole with { Input = whole.Input[..^2] });
        Assert.Equal("old\n", _home.Read(Keys));
    }

    private Task<IReadOnlyList<string>> AskAsync(RemoteCommand command) => RunAsync(command, []);

    private async Task<IReadOnlyList<string>> RunAsync(RemoteCommand command, List<string> lines)
    {
        await new LocalShell(_home.Path).RunAsync(command, lines.Add, TestContext.Current.CancellationToken);
        return lines;
    }

    // What it complains of; nothing if it did it.
    private async Task<string> WriteAsync(params HomeFileChange[] changes)
    {
        var answer = await new LocalShell(_home.Path).RunAsync(
            HomeFiles.Write(changes),
            _ => { },
            TestContext.Current.CancellationToken
        );
        return answer is { ExitCode: not 0, Errors: [""] } ? "failed without a word" : answer.Errors[0];
    }

    private static ImmutableArray<byte> Bytes(string text) => [.. Encoding.UTF8.GetBytes(text)];

    private string ModeOf(string path) => Convert.ToString((int)File.GetUnixFileMode(_home[path]), 8);
}
