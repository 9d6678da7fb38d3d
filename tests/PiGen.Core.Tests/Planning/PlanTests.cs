using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Tests.Planning;

public class PlanTests
{
    [Theory]
    [InlineData("a", null, null, "Create")]
    [InlineData("a", null, "a", "Unchanged")]
    [InlineData("a", "a", "a", "Unchanged")]
    [InlineData("a", "b", "b", "Update")]
    [InlineData("a", "b", null, "Create")]
    [InlineData("a", "b", "c", "Drift")]
    [InlineData("a", null, "c", "Foreign")]
    [InlineData(null, "a", "a", "Delete")]
    [InlineData(null, "a", "b", "Drift")]
    [InlineData(null, "a", null, "")]
    [InlineData(null, null, "a", "")]
    [InlineData("a", "a", "a with another mode", "Update")]
    public void What_happens_to_a_file_follows_from_desired_manifest_and_actual(
        string? desired,
        string? owned,
        string? actual,
        string change
    )
    {
        var plan = Plan.Between(_ => actual is null ? null : Fingerprint(actual), Entries(desired), Entries(owned));
        Assert.Equal(change, string.Join(' ', plan.Changes.Select(c => c.Kind)));
    }

    [Fact]
    public void A_file_that_two_destinations_stand_for_is_kept_when_one_becomes_the_other()
    {
        var plan = Plan.Between(
            _ => Fingerprint("a"),
            [new(Destination.TryParse("red", "/notes.txt")!, Fingerprint("a"))],
            [new(Destination.TryParse("red", "notes.txt")!, Fingerprint("a"))]
        );
        Assert.Equal([ChangeKind.Unchanged], plan.Changes.Select(change => change.Kind));
    }

    private static System.Collections.Immutable.ImmutableArray<ManifestEntry> Entries(string? bytes) =>
        bytes is null ? [] : [new(Destination.TryParse("red", "/etc/x")!, Fingerprint(bytes))];

    private static Fingerprint Fingerprint(string bytes) =>
        new(bytes.EndsWith("mode", StringComparison.Ordinal) ? UnixFileMode.UserRead : UnixFileMode.None, bytes[..1]);
}
