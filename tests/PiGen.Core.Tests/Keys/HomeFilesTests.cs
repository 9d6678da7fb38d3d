using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

/// <summary>The scripts that read and write files of a home, in this machine's own sh.</summary>
public sealed class HomeFilesTests : IDisposable
{
    private const string Keys = ".ssh/authorized_keys";
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f pi";

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

    [Theory]
    [InlineData("chmod 400 .ssh/authorized_keys", "pigen: .ssh/authorized_keys is read-only")]
    [InlineData("chown 12345 .ssh/authorized_keys", "pigen: .ssh/authorized_keys belongs to another user")]
    [InlineData("chattr +i .ssh/authorized_keys", "pigen: .ssh/authorized_keys cannot be written")]
    [InlineData(
        "cd .ssh; rm authorized_keys; ln -s authorized_keys authorized_keys",
        "pigen: .ssh/authorized_keys is a link that leads nowhere"
    )]
    [InlineData(
        "cd .ssh; rm authorized_keys; ln -s ../nothing authorized_keys",
        "pigen: .ssh/authorized_keys is a link that leads to nothing"
    )]
    public async Task A_push_that_cannot_be_made_leaves_nothing_behind(string preparation, string complaint)
    {
        Assert.SkipWhen(Environment.UserName != "root", "needs root, for a file of another user");
        _home.Write(Keys, "# mine\n");
        Prepare(preparation);
        var before = FolderMoments.Listing(_home.Path);
        try
        {
            Assert.Equal(complaint, (await PushAsync()).Split('\n')[^1]);
            Assert.Equal(before, FolderMoments.Listing(_home.Path));
            // As a push of an earlier version has left it.
            var record = new PushRecord { HasMadeFile = true, Lines = [Key] };
            _home.Write(PushRecord.Path, Encoding.UTF8.GetString(record.ToBytes()));
            Assert.Equal("", await RevokeAsync());
            Assert.Equal(before, FolderMoments.Listing(_home.Path));
        }
        finally
        {
            RealProgram.Run("chattr", "-i", _home[Keys]);
        }
    }

    [Fact]
    public async Task Access_list_attributes_and_mode_are_kept()
    {
        _home.Write(Keys, "# mine\n");
        Assert.SkipUnless(
            AccessRights.TrySet(_home[Keys], AccessRights.AccessList, AccessRights.ReadableByOneMore)
                && AccessRights.TrySet(_home[Keys], "user.origin", "dotfiles"u8.ToArray()),
            "this file system has no access lists"
        );
        var before = AccessRights.Of(_home[Keys], "user.origin");
        Assert.Equal("", await PushAsync());
        Assert.Equal((before, $"# mine\n{Key}\n"), (AccessRights.Of(_home[Keys], "user.origin"), _home.Read(Keys)));
    }

    [Fact]
    public async Task Other_names_of_a_file_are_told_before_they_are_left_behind()
    {
        _home.Write(Keys, "# mine\n");
        Prepare("ln .ssh/authorized_keys other");
        var edit = (await KeysAsync()).Push([new(PublicKey.TryParse(Key)!)]);
        Assert.Equal("it has another name (a hard link), which keeps what is in it now", edit.Remark);
    }

    [Fact]
    public async Task A_lock_that_another_user_can_hold_is_none()
    {
        Assert.SkipWhen(RealProgram.Missing("flock", "runuser") is not null, "not installed: flock");
        Assert.SkipWhen(Environment.UserName != "root", "needs root, for another user");
        Prepare("chmod 755 .; : >.pigen-lock; chmod 644 .pigen-lock");
        const string hold = "cd \"$1\"; exec 7<.; flock 7; exec 8<.pigen-lock; flock 8; echo held; read -r end";
        var start = new ProcessStartInfo("runuser", ["-u", "nobody", "--", "sh", "-c", hold, "sh", _home.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var holder = Process.Start(start)!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var watch = Stopwatch.StartNew();
        Assert.Equal("", await PushAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "it waited");
        holder.StandardInput.Close();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_run_that_was_killed_has_left_of_the_users_is_back_where_it_was()
    {
        _home.Write(".ssh.pigen-new.abcdefghij/known_hosts", "mine\n");
        _home.Write(".ssh.pigen-new.abcdefghij/authorized_keys.pigen", "");
        await KeysAsync();
        Assert.Equal("mine\n", _home.Read(".ssh/known_hosts"));
    }

    [Fact]
    public async Task What_is_written_into_a_new_folder_is_kept_when_the_push_fails()
    {
        // The folder has come when the second file turns out to be in the way.
        _home.Write("other", "old\n");
        var shell = new LocalShell(_home.Path)
        {
            Look = () =>
            {
                if (Directory.Exists(_home[".ssh"]))
                {
                    _home.Write(".ssh/known_hosts", "mine\n");
                    _home.Write("other", "changed\n");
                }
            },
        };
        HomeFileChange[] changes = [new(Keys, null, Bytes("new\n")), new("other", Bytes("old\n"), Bytes("new\n"))];
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            shell.RunAsync(HomeFiles.Write(changes), _ => { }, TestContext.Current.CancellationToken)
        );
        Assert.Equal([".ssh/known_hosts", "other"], _home.Files());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_edit_made_at_the_same_time_is_lost(bool inPlace)
    {
        _home.Write(Keys, "# mine\n");
        using var over = new CancellationTokenSource();
        var edits = Task.Run(() => EditOn(inPlace, over.Token), TestContext.Current.CancellationToken);
        var done = 0;
        for (var round = 0; round < 20 || done == 0; round++)
        {
            var complaint = await (done % 2 == 0 ? PushAsync() : RevokeAsync());
            done += complaint.Length == 0 ? 1 : 0;
            Assert.Contains(
                "meanwhile",
                complaint + (complaint.Length == 0 ? "meanwhile" : ""),
                StringComparison.Ordinal
            );
        }
        await over.CancelAsync();
        var last = await edits;
        string[] files = [_home[Keys], .. Directory.GetFiles(_home[".ssh"], "authorized_keys.pigen-kept*")];
        var wanted = Enumerable.Range(1, last).Select(edit => $"# edit {edit}");
        Assert.Equal([], wanted.Except(files.SelectMany(File.ReadAllLines), StringComparer.Ordinal));
    }

    private int EditOn(bool inPlace, CancellationToken over)
    {
        var (edit, path) = (0, _home[Keys]);
        for (; !over.IsCancellationRequested; Thread.Sleep(edit * 7919 % 700))
        {
            edit++;
            if (inPlace)
            {
                File.AppendAllText(path, $"# edit {edit}\n");
            }
            else
            {
                File.WriteAllText(path + ".new", $"{File.ReadAllText(path)}# edit {edit}\n");
                File.Move(path + ".new", path, overwrite: true);
            }
        }
        return edit;
    }

    private async Task<string> PushAsync() =>
        await WriteAsync([.. (await KeysAsync()).Push([new(PublicKey.TryParse(Key)!)]).Changes]);

    private async Task<string> RevokeAsync() => await WriteAsync([.. (await KeysAsync()).Revoke(only: null).Changes]);

    private async Task<AuthorizedKeysFile> KeysAsync() =>
        AuthorizedKeysFile.TryParse(await AskAsync(AuthorizedKeysFile.Read))!;

    private void Prepare(string script) =>
        Assert.Equal(0, RealProgram.Run("sh", "-euc", "cd \"$1\"; " + script, "sh", _home.Path).ExitCode);

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
