using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Core.Planning;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class StagingTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly HeldFolder _held;

    public StagingTests() => _held = HeldFolder.Open(_folder.Path);

    public void Dispose()
    {
        _held.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_commit_that_fails_in_the_middle_leaves_all_as_it_was()
    {
        _folder.Write("a/replaced", "old");
        _folder.Write("b/deleted", "old");
        var before = _folder.Snapshot();
        var staging = Stage();
        staging.Delete("b/gone-in-the-meantime");
        Assert.Throws<Failure>(staging.Commit);
        Assert.Equal((before, false), (_folder.Snapshot(), Directory.Exists(_folder["c"])));
    }

    [Fact]
    public void What_came_in_the_way_meanwhile_is_not_overwritten()
    {
        _folder.Write("a/replaced", "old");
        _folder.Write("b/deleted", "old");
        var staging = Stage();
        _folder.Write("c/d/created", "mine");
        Assert.Throws<Failure>(staging.Commit);
        Assert.Equal(
            ("old", "old", "mine"),
            (_folder.Read("a/replaced"), _folder.Read("b/deleted"), _folder.Read("c/d/created"))
        );
    }

    [Fact]
    public void A_commit_takes_effect_as_a_whole()
    {
        _folder.Write("a/replaced", "old");
        _folder.Write("b/deleted", "old");
        Stage().Commit();
        Assert.Equal(["a/replaced", "c/d/created"], _folder.Files());
        Assert.Equal(("new", "new"), (_folder.Read("a/replaced"), _folder.Read("c/d/created")));
    }

    // One call, where a call for each file took longer than all else that a first render does on the disk.
    [Fact]
    public void A_folder_that_is_not_there_yet_comes_as_a_whole()
    {
        _folder.Write("a/replaced", "old");
        _folder.Write("b/deleted", "old");
        var staging = Stage();
        var staged = _held.Look(".pigen-staging/new/c");
        staging.Commit();
        Assert.Equal((EntryKind.Folder, staged.Id), (_held.Look("c").Kind, _held.Look("c").Id));
    }

    [Fact]
    public void A_folder_that_has_come_as_a_whole_is_rolled_back_but_for_what_somebody_put_there()
    {
        var new1 = Fingerprint.Sha256Of("new"u8);
        _folder.Write(".pigen-staging/journal", $"pigen staging 2\n{new1} c/d/e\n{new1} c/d/f\n{new1} g/h\n{new1} i\n");
        _folder.Write(".pigen-staging/new/i", "new");
        _folder.Write("c/d/e", "new");
        _folder.Write("c/d/f", "mine");
        _folder.Write("c/mine", "mine");
        _folder.Write("g/h", "new");
        Staging.Recover(_held, Assert.Fail);
        Assert.Equal(["c/d/f", "c/mine"], _folder.Files());
        Assert.False(Directory.Exists(_folder["g"]));
    }

    [Theory]
    [InlineData("mkdir c")]
    [InlineData("mkdir -p c/d")]
    [InlineData("mkdir elsewhere; ln -s elsewhere c")]
    [InlineData("echo mine > c")]
    public void What_is_made_in_the_place_of_a_folder_meanwhile_is_neither_replaced_nor_filled(string meanwhile)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere no folder is moved");
        _ = Stage();
        RealProgram.Run("sh", "-c", $"cd \"$0\" && {meanwhile}", _folder.Path);
        var before = FolderMoments.Listing(_folder.Path);
        Assert.ThrowsAny<IOException>(() => _held.TryMoveFolder(".pigen-staging/new/c", "c"));
        Assert.Equal(before, FolderMoments.Listing(_folder.Path));
    }

    [Fact]
    public void What_somebody_did_after_a_crash_is_not_rolled_back()
    {
        var new1 = Fingerprint.Sha256Of("new"u8);
        _folder.Write(".pigen-staging/journal", $"pigen staging 2\n{new1} created\n{new1} replaced\n- replaced\n");
        _folder.Write(".pigen-staging/old/replaced", "old");
        _folder.Write("created", "mine");
        _folder.Write("replaced", "mine too");
        Staging.Recover(_held, Assert.Fail);
        Assert.Equal(("mine", "mine too"), (_folder.Read("created"), _folder.Read("replaced")));
    }

    // Where only the mode changes, what is put back has the bytes of what was new.
    [Fact]
    public void What_was_put_back_before_a_second_crash_stays()
    {
        var same = Fingerprint.Sha256Of("same"u8);
        _folder.Write(".pigen-staging/journal", $"pigen staging 2\n{same} a\n- a\n");
        _folder.Write("a", "same");
        Staging.Recover(_held, Assert.Fail);
        Assert.Equal(["a"], _folder.Files());
    }

    [Fact]
    public void What_an_earlier_version_did_not_finish_is_rolled_back()
    {
        var new1 = Fingerprint.Sha256Of("new"u8);
        _folder.Write(".pigen-staging/journal", $"pigen staging 1\n{new1} created\n{new1} replaced\n");
        _folder.Write(".pigen-staging/old/replaced", "old");
        _folder.Write(".pigen-staging/old/deleted", "old");
        _folder.Write("created", "new");
        _folder.Write("replaced", "new");
        Staging.Recover(_held, Assert.Fail);
        Assert.Equal(["deleted", "replaced"], _folder.Files());
        Assert.Equal(("old", "old"), (_folder.Read("deleted"), _folder.Read("replaced")));
    }

    private Staging Stage()
    {
        var staging = Staging.Begin(_held);
        staging.Write("a/replaced", "new"u8, Mode, replaces: true);
        staging.Write("c/d/created", "new"u8, Mode, replaces: false);
        staging.Delete("b/deleted");
        return staging;
    }
}
