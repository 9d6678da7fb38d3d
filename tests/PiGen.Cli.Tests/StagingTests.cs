using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Core.Planning;
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
        Assert.Throws<Failure>(staging.Commit);
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

    [Fact]
    public void A_journal_that_points_outside_touches_nothing_there()
    {
        _folder.Write("victim", "precious");
        _folder.Write(
            "output/.pigen-staging/journal",
            $"pigen staging 1\n{Fingerprint.Sha256Of("precious"u8)} ../victim\n"
        );
        Staging.Recover(_folder["output"]);
        Assert.Equal(["victim"], _folder.Files());
    }

    [Fact]
    public void What_somebody_did_after_a_crash_is_not_rolled_back()
    {
        var new1 = Fingerprint.Sha256Of("new"u8);
        _folder.Write(".pigen-staging/journal", $"pigen staging 1\n{new1} created\n{new1} replaced\n");
        _folder.Write(".pigen-staging/old/replaced", "old");
        _folder.Write("created", "mine");
        _folder.Write("replaced", "mine too");
        Staging.Recover(_folder.Path);
        Assert.Equal(("mine", "mine too"), (_folder.Read("created"), _folder.Read("replaced")));
    }
}
