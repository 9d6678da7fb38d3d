using System.Collections.Frozen;
using System.Text;
using PiGen.Cli.Reporting;
using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Cli.Tests;

public class DiffReportTests
{
    private const UnixFileMode Usual =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string Update = "--- a/etc/x\n+++ b/etc/x\n@@ -1 +1 @@\n-old\n+new\n";
    private const string Create = "--- /dev/null\n+++ b/etc/x\n@@ -0,0 +1 @@\n+new\n";

    [Theory]
    [InlineData(null, null, Create)]
    [InlineData("old\n", "old\n", Update)]
    [InlineData("old\n", "older\n", Update)]
    [InlineData("old\n", null, Update)]
    [InlineData("new\n", "new\n", "")]
    [InlineData("new\n", null, "")]
    public void What_is_there_stands_against_what_is_rendered(string? now, string? recorded, string diff) =>
        Assert.Equal(diff, Printed("new\n", now is null ? null : File(now), recorded));

    [Theory]
    [InlineData("old\n")]
    [InlineData("older\n")]
    public void What_is_rendered_no_more_goes(string recorded) =>
        Assert.Equal("--- a/etc/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n", Printed(null, File("old\n"), recorded));

    [Fact]
    public void A_mode_is_told() =>
        Assert.Equal(
            "mode of /etc/x: 0600, will be 0644\n",
            Printed("new\n", File("new\n") with { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, "new\n")
        );

    [Theory]
    [InlineData(RemoteFileKind.Folder, "a folder")]
    [InlineData(RemoteFileKind.Link, "a link to /dev/null")]
    [InlineData(RemoteFileKind.Other, "no plain file")]
    [InlineData(RemoteFileKind.Unreadable, "readable by root only")]
    public void What_has_no_lines_is_named(RemoteFileKind kind, string name) =>
        Assert.Equal(
            $"/etc/x is {name} there\n{Create}",
            Printed("new\n", new(kind, default, default, kind == RemoteFileKind.Link ? "/dev/null" : null), null)
        );

    [Fact]
    public void On_a_terminal_nothing_is_obeyed_that_somebody_wrote_there() =>
        Assert.Equal(
            "--- a/etc/x\n+++ b/etc/x\n@@ -1 +1 @@\n-\told\\u001B[2J\\u000D\n+new\n",
            Printed("new\n", File("\told\e[2J\r\n"), null, isTerminal: true)
        );

    [Theory]
    [InlineData(false, "-a\\u202Eb\\u000D\n")]
    [InlineData(true, "-a\u202Eb\r\n")]
    public void A_program_that_reads_it_gets_every_byte_where_nobody_agrees_to_it(bool isExact, string line) =>
        Assert.Equal(
            $"--- a/etc/x\n+++ b/etc/x\n@@ -1 +1 @@\n{line}+new\n",
            Printed("new\n", File("a\u202Eb\r\n"), null, isExact: isExact)
        );

    [Fact]
    public void Lines_have_the_colours_of_what_becomes_of_them() =>
        Assert.Equal(
            "\e[1m--- a/etc/x\e[0m\n\e[1m+++ b/etc/x\e[0m\n\e[34m@@ -1,2 +1,2 @@\e[0m\n same\n\e[31m-old\e[0m\n\e[32m+new\e[0m\n\\ No newline at end of file\n",
            Printed("same\nnew", File("same\nold\n"), null, isPainted: true)
        );

    private static RemoteFile File(string text) => new(RemoteFileKind.File, Usual, Encoding.UTF8.GetBytes(text));

    private static string Printed(
        string? wanted,
        RemoteFile? now,
        string? recorded,
        bool isTerminal = false,
        bool isPainted = false,
        bool isExact = false
    )
    {
        var destination = Destination.TryParse("red", "/etc/x")!;
        using var output = new StringWriter { NewLine = "\n" };
        var plan = DeploymentPlan.Between(
            wanted is null ? [] : [new(destination, Usual, Encoding.UTF8.GetBytes(wanted))],
            StateWith(now, recorded is null ? [] : [new(destination, new(default, Sha256Of(recorded)))])
        );
        new DiffReport(
            new(TextReader.Null, output, TextWriter.Null) { OutIsTerminal = isTerminal, OutHasColor = isPainted },
            isExact
        ).Print(plan);
        return output.ToString();
    }

    private static string Sha256Of(string text) => Fingerprint.Sha256Of(Encoding.UTF8.GetBytes(text));

    private static ManagerState StateWith(RemoteFile? now, ManifestEntry[] recorded) =>
        new()
        {
            Installed = new([.. recorded], "none"),
            Deployed = null,
            Current = "",
            Before = null,
            Files = new Dictionary<string, RemoteFile?> { ["/etc/x"] = now }.ToFrozenDictionary(),
            Units = FrozenDictionary<string, UnitState>.Empty,
            Holder = null,
            IsUnfinished = false,
            Originals = [],
            OriginallyUp = [],
            Pending = [],
        };
}
