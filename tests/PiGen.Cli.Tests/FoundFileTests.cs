using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class FoundFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_and_its_folder_are_the_persons_alone()
    {
        FoundFile.Look(_folder[".ssh/known_hosts"]).Exchange("new\n"u8.ToArray());
        Assert.Equal(
            ("new\n", "0600", "0700"),
            (_folder.Read(".ssh/known_hosts"), ModeOf(".ssh/known_hosts"), ModeOf(".ssh"))
        );
    }

    [Fact]
    public void A_file_that_is_there_keeps_its_mode_and_what_was_in_it_is_kept_beside()
    {
        File.SetUnixFileMode(_folder.Write("known_hosts", "old\n"), (UnixFileMode)Convert.ToInt32("640", 8));
        FoundFile.Look(_folder["known_hosts"]).Exchange("new\n"u8.ToArray());
        Assert.Equal(
            ("new\n", "old\n", "0640"),
            (_folder.Read("known_hosts"), _folder.Read("known_hosts.pigen-backup"), ModeOf("known_hosts"))
        );
        Assert.Equal(["known_hosts", "known_hosts.pigen-backup"], _folder.Files());
    }

    [Fact]
    public void A_copy_that_is_there_stays_and_the_next_has_another_name()
    {
        _folder.Write("known_hosts", "old\n");
        _folder.Write("known_hosts.pigen-backup", "mine\n");
        File.CreateSymbolicLink(_folder["known_hosts.pigen-backup.1"], "known_hosts.pigen-backup");
        FoundFile.Look(_folder["known_hosts"]).Exchange("new\n"u8.ToArray());
        Assert.Equal(
            ("new\n", "mine\n", "old\n"),
            (
                _folder.Read("known_hosts"),
                _folder.Read("known_hosts.pigen-backup"),
                _folder.Read("known_hosts.pigen-backup.2")
            )
        );
    }

    [Fact]
    public void Where_all_names_of_a_copy_are_taken_that_is_said_if_one_is_needed()
    {
        foreach (var end in Enumerable.Range(1, 99).Select(n => $".{n}").Append(""))
        {
            _folder.Write($"known_hosts.pigen-backup{end}", "mine\n");
        }
        FoundFile.Look(_folder["known_hosts"]).Exchange("old\n"u8.ToArray());
        var (found, before) = (FoundFile.Look(_folder["known_hosts"]), _folder.Snapshot());
        var failure = Assert.ThrowsAny<Failure>(() => found.Exchange("new\n"u8.ToArray()));
        Assert.Contains("known_hosts.pigen-backup.99 are there", failure.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Failure>(found.Check);
        found.Tidy();
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_link_stays_one_and_what_it_leads_to_is_exchanged()
    {
        _folder.Write("dotfiles/hosts", "old\n");
        File.CreateSymbolicLink(_folder["known_hosts"], "dotfiles/hosts");
        FoundFile.Look(_folder["known_hosts"]).Exchange("new\n"u8.ToArray());
        Assert.Equal(
            ("dotfiles/hosts", "new\n"),
            (new FileInfo(_folder["known_hosts"]).LinkTarget, _folder.Read("dotfiles/hosts"))
        );
    }

    [Theory]
    [InlineData(null, "theirs\n")]
    [InlineData("read\n", "theirs\n")]
    [InlineData("read\n", null)]
    public void What_was_changed_meanwhile_is_left_alone(string? was, string? now)
    {
        Put(was);
        var found = FoundFile.Look(_folder["known_hosts"]);
        Put(now);
        var before = _folder.Snapshot();
        Assert.ThrowsAny<Failure>(() => found.Exchange("new\n"u8.ToArray()));
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_file_that_is_read_only_is_refused_before_anything_is_written()
    {
        File.SetUnixFileMode(_folder.Write("known_hosts", "old\n"), UnixFileMode.UserRead);
        var failure = Assert.Throws<Failure>(FoundFile.Look(_folder["known_hosts"]).Check);
        Assert.Equal($"{_folder["known_hosts"]} cannot be written: it is read-only", failure.Message);
    }

    [Fact]
    public void A_link_that_leads_to_nothing_is_refused()
    {
        File.CreateSymbolicLink(_folder["known_hosts"], "gone");
        Assert.Throws<Failure>(() => FoundFile.Look(_folder["known_hosts"]));
    }

    private void Put(string? content)
    {
        File.Delete(_folder["known_hosts"]);
        if (content is not null)
        {
            _folder.Write("known_hosts", content);
        }
    }

    private string ModeOf(string path) => "0" + Convert.ToString((int)File.GetUnixFileMode(_folder[path]), 8);
}
