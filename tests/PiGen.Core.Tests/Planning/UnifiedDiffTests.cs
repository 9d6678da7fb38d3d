using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Planning;
using PiGen.Testing;

namespace PiGen.Core.Tests.Planning;

public class UnifiedDiffTests
{
    private const string Ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    [Theory]
    [InlineData("a\n", "a\n")]
    [InlineData("a\nb\nc\n", "a\nB\nc\n")]
    [InlineData("a\n", "a")]
    [InlineData("a", "a\nb\n")]
    [InlineData("a\nb", "a\nc")]
    [InlineData(Ten, "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n")]
    [InlineData(Ten, "one\n2\n3\n4\n5\n6\n7\n8\n9\nten\n")]
    [InlineData(Ten, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n")]
    [InlineData(Ten + Ten, "one\n2\n3\n4\n5\n6\n7\n8\n9\n10\n1\n2\n3\n4\n5\n6\n7\n8\n9\nten\n")]
    [InlineData(Ten, "1\n")]
    [InlineData("", "a\nb\n")]
    [InlineData("a\n", "")]
    [InlineData("a\r\nb\r\n", "a\r\nb\n")]
    [InlineData("ä\n", "ö\n")]
    public void It_is_what_diff_writes(string old, string @new) =>
        Assert.Equal(DiffOf(old, @new), TextOf("/etc/x", old, @new));

    [Theory]
    [InlineData("/etc/x", null, "a\n", "--- /dev/null\n+++ b/etc/x\n@@ -0,0 +1 @@\n+a\n")]
    [InlineData("/etc/x", "a\n", null, "--- a/etc/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n")]
    [InlineData("/etc/x", null, "", "--- /dev/null\n+++ b/etc/x\n")]
    [InlineData("install.sh", "a\n", "b\n", "--- a/install.sh\n+++ b/install.sh\n@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("/etc/a b", "a\n", null, "--- a/etc/a b\t\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n")]
    [InlineData("/etc/x", "a\0", "b\n", "Binary files a/etc/x and b/etc/x differ\n")]
    [InlineData("/etc/x", null, "\0", "Binary files /dev/null and b/etc/x differ\n")]
    public void A_file_that_comes_goes_or_is_no_text_is_named(string path, string? old, string? @new, string diff) =>
        Assert.Equal(diff, TextOf(path, old, @new));

    [Fact]
    public void Bytes_that_are_no_text_are_named_only() =>
        Assert.Equal(
            "Binary files a/x and b/x differ\n",
            TextOf(UnifiedDiff.Between("x", new byte[] { 0xE4, (byte)'\n' }, Encoding.UTF8.GetBytes("ä\n")))
        );

    [Fact]
    public void Applied_by_patch_it_gives_the_new_text()
    {
        Assert.SkipWhen(RealProgram.Missing("patch") is not null, "no patch here");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Pairs(), pair => Patched(pair) == pair.New));
    }

    [Fact]
    public void Applied_by_hand_it_gives_the_new_text() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(Pairs(), pair => Applied(pair) == pair.New)
        );

    [Fact]
    public void It_holds_no_more_changed_lines_than_there_must_be() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(Pairs(), pair => Changes(pair.Old, pair.New) == FewestChanges(Lines(pair.Old), Lines(pair.New)))
        );

    [Fact]
    public void Long_texts_that_have_nothing_in_common_are_shown_one_after_the_other()
    {
        var old = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"old {i}\n"));
        Assert.Equal(200_001, Changes("same\n" + old, "same\nnew\n"));
    }

    // Few words, so that lines repeat; the last may have no newline.
    private static Arbitrary<TextPair> Pairs()
    {
        var lines = Gen.Elements("a\n", "b\n", "c\n", "\n", "-\n", "+ d\n", "a\r\n").ArrayOf();
        var text = lines.SelectMany(_ => Gen.Elements("", "a", "b"), (all, end) => string.Concat(all) + end);
        return text.SelectMany(_ => text, (old, @new) => new TextPair(old, @new)).ToArbitrary();
    }

    private static string Patched(TextPair pair)
    {
        using var folder = new TemporaryFolder();
        folder.Write("x", pair.Old);
        // patch refuses what holds no change.
        var diff = TextOf("x", pair.Old, pair.New);
        var patch = folder.Write("diff", diff);
        var answer = diff.Length == 0 ? null : RealProgram.Run("patch", "--binary", "-s", folder["x"], patch);
        return answer is null or { ExitCode: 0, Out: "" } ? ReadOrNothing(folder) : answer.Out + answer.Error;
    }

    // patch removes a file that becomes empty.
    private static string ReadOrNothing(TemporaryFolder folder) => File.Exists(folder["x"]) ? folder.Read("x") : "";

    private static string Applied(TextPair pair)
    {
        var old = Lines(pair.Old);
        var @new = new StringBuilder();
        var at = 0;
        DiffLine[] lines = [.. Diff(pair.Old, pair.New), new(DiffLineKind.Note, "")];
        foreach (var (line, next) in lines.Zip(lines.Skip(1)))
        {
            var text = line.Text[1..] + (next.Text.StartsWith('\\') ? "" : "\n");
            switch (line.Kind)
            {
                case DiffLineKind.Place:
                    at = CopyTo(StartOf(line.Text), at, old, @new);
                    break;
                case DiffLineKind.Common or DiffLineKind.Removed:
                    Assert.Equal(old[at++], text);
                    @new.Append(line.Kind == DiffLineKind.Common ? text : "");
                    break;
                case DiffLineKind.Added:
                    @new.Append(text);
                    break;
                case DiffLineKind.Title or DiffLineKind.Note:
                    break;
            }
        }
        CopyTo(old.Length, at, old, @new);
        return @new.ToString();
    }

    private static int CopyTo(int end, int at, string[] old, StringBuilder @new)
    {
        @new.AppendJoin("", old[at..end]);
        return end;
    }

    // Of "@@ -3,2 +…": line 3 is index 2; of no lines, the one before is named.
    private static int StartOf(string place)
    {
        var extent = place.Split(' ')[1][1..].Split(',');
        return int.Parse(extent[0]) - (extent is [_, "0"] ? 0 : 1);
    }

    private static int Changes(string old, string @new) =>
        Diff(old, @new).Count(line => line.Kind is DiffLineKind.Added or DiffLineKind.Removed);

    // By the longest common subsequence, the slow way.
    private static int FewestChanges(string[] old, string[] @new)
    {
        var common = new int[old.Length + 1, @new.Length + 1];
        for (var i = 1; i <= old.Length; i++)
        {
            for (var j = 1; j <= @new.Length; j++)
            {
                common[i, j] =
                    old[i - 1] == @new[j - 1] ? common[i - 1, j - 1] + 1 : Math.Max(common[i - 1, j], common[i, j - 1]);
            }
        }
        return old.Length + @new.Length - 2 * common[old.Length, @new.Length];
    }

    private static string[] Lines(string text) =>
        [
            .. text.Split('\n')
                .SkipLast(1)
                .Select(line => line + "\n")
                .Concat(text.EndsWith('\n') || text.Length == 0 ? [] : [text.Split('\n')[^1]]),
        ];

    private static string DiffOf(string old, string @new)
    {
        Assert.SkipWhen(RealProgram.Missing("diff") is not null, "no diff here");
        using var folder = new TemporaryFolder();
        var (left, right) = (folder.Write("old", old), folder.Write("new", @new));
        return RealProgram.Run("diff", "-u", "--label", "a/etc/x", "--label", "b/etc/x", left, right).Out;
    }

    private static ImmutableArray<DiffLine> Diff(string old, string @new) =>
        UnifiedDiff.Between("x", Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(@new));

    private static string TextOf(string path, string? old, string? @new) =>
        TextOf(UnifiedDiff.Between(path, Bytes(old), Bytes(@new)));

    private static string TextOf(IEnumerable<DiffLine> diff) => string.Concat(diff.Select(line => line.Text + "\n"));

    private static ReadOnlyMemory<byte>? Bytes(string? text) =>
        text is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(text);

    private sealed record TextPair(string Old, string New);
}
