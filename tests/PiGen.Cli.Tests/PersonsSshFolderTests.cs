using System.Text;
using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class PersonsSshFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_and_its_folder_are_the_persons_alone()
    {
        PersonsSshFolder.Exchange(_folder[".ssh/known_hosts"], was: null, "new\n"u8.ToArray());
        Assert.Equal(
            ("new\n", "0600", "0700"),
            (_folder.Read(".ssh/known_hosts"), ModeOf(".ssh/known_hosts"), ModeOf(".ssh"))
        );
    }

    [Fact]
    public void A_file_that_is_there_keeps_its_mode_and_what_was_in_it_is_kept_beside()
    {
        File.SetUnixFileMode(_folder.Write("known_hosts", "old\n"), (UnixFileMode)Convert.ToInt32("640", 8));
        PersonsSshFolder.Exchange(_folder["known_hosts"], "old\n"u8.ToArray(), "new\n"u8.ToArray());
        Assert.Equal(
            ("new\n", "old\n", "0640"),
            (_folder.Read("known_hosts"), _folder.Read("known_hosts.pigen-backup"), ModeOf("known_hosts"))
        );
        Assert.Equal(["known_hosts", "known_hosts.pigen-backup"], _folder.Files());
    }

    [Fact]
    public void A_link_stays_one_and_what_it_leads_to_is_exchanged()
    {
        _folder.Write("dotfiles/hosts", "old\n");
        File.CreateSymbolicLink(_folder["known_hosts"], "dotfiles/hosts");
        PersonsSshFolder.Exchange(_folder["known_hosts"], "old\n"u8.ToArray(), "new\n"u8.ToArray());
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
        if (now is not null)
        {
            _folder.Write("known_hosts", now);
        }
        var before = _folder.Snapshot();
        var bytes = was is null ? null : Encoding.UTF8.GetBytes(was);
        Assert.Throws<Failure>(() => PersonsSshFolder.Exchange(_folder["known_hosts"], bytes, "new\n"u8.ToArray()));
        Assert.Equal(before, _folder.Snapshot());
    }

    [Theory]
    [InlineData("id_ed25519")]
    [InlineData("id_ed25519.pub")]
    public void A_key_is_never_written_over(string there)
    {
        _folder.Write(there, "a key\n");
        Assert.Throws<Failure>(() => PersonsSshFolder.Prepare(_folder["id_ed25519"]));
    }

    private string ModeOf(string path) => "0" + Convert.ToString((int)File.GetUnixFileMode(_folder[path]), 8);
}
