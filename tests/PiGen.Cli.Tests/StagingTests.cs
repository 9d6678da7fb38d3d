using PiGen.Cli.Files;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class StagingTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_commit_that_fails_in_the_middle_leaves_all_as_it_was()
    {
        _folder.Write("a/replaced", "old");
        _folder.Write("b/deleted", "old");
        var before = _folder.Snapshot();
        var staging = Staging.Begin(_folder.Path);
        staging.Write("a/replaced", "new"u8, Mode);
        staging.Write("c/d/created", "new"u8, Mode);
        staging.Delete("b/deleted");
        staging.Delete("b/gone-in-the-meantime");
        Assert.ThrowsAny<IOException>(staging.Commit);
        staging.RollBack();
        Assert.Equal((before, false), (_folder.Snapshot(), Directory.Exists(_folder["c"])));
    }

    [Fact]
    public void A_commit_takes_effect_as_a_whole()
    {
        _folder.Write("a/replaced", "old");
        _folder.Write("b/deleted", "old");
        var staging = Staging.Begin(_folder.Path);
        staging.Write("a/replaced", "new"u8, Mode);
        staging.Write("c/d/created", "new"u8, Mode);
        staging.Delete("b/deleted");
        staging.Commit();
        Assert.Equal(["a/replaced", "c/d/created"], _folder.Files());
        Assert.Equal(("new", "new"), (_folder.Read("a/replaced"), _folder.Read("c/d/created")));
    }
}
