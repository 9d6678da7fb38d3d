using System.Collections.Frozen;
using PiGen.Core.Deployment;
using static PiGen.Core.Tests.Deployment.Artifacts;

namespace PiGen.Core.Tests.Deployment;

public class DeploymentPlanTests
{
    private const string Path = "/etc/x";

    /// <summary>Of files, only what their text is; null is no such file, or none wanted.</summary>
    [Theory]
    [InlineData("new", null, null, "Create", "", "")]
    [InlineData("new", "old", "old", "Update", "", "")]
    [InlineData("new", "new", "new", "Unchanged", "", "empty")]
    [InlineData("new", "old", null, "Create", "", "")]
    [InlineData("new", "old", "edited", "Drift", "objection", "")]
    [InlineData("new", null, "theirs", "Foreign", "objection", "")]
    [InlineData("new", null, "new", "Unchanged", "adopt", "")]
    [InlineData("new", "old", "new", "Unchanged", "adopt", "")]
    [InlineData(null, "old", "old", "Delete", "", "")]
    [InlineData(null, "old", "edited", "Drift", "objection", "")]
    [InlineData(null, "old", null, "", "gone", "")]
    [InlineData(null, null, "theirs", "", "", "empty")]
    [InlineData(null, null, null, "", "", "empty")]
    public void What_becomes_of_a_file_follows_from_what_is_wanted_recorded_and_there(
        string? wanted,
        string? recorded,
        string? there,
        string change,
        string note,
        string isEmpty
    ) =>
        Assert.Equal(
            (change, note, isEmpty),
            Told(Plan(wanted, recorded, there is null ? null : FakeHost.FileOf(there)))
        );

    [Theory]
    [InlineData("new", "old", RemoteFileKind.Link, "Drift", "objection", "")]
    [InlineData("new", null, RemoteFileKind.Link, "Foreign", "objection", "")]
    [InlineData("new", null, RemoteFileKind.Folder, "Foreign", "objection", "")]
    [InlineData("new", null, RemoteFileKind.Other, "Foreign", "objection", "")]
    [InlineData("new", "new", RemoteFileKind.Unreadable, "Unchanged", "", "empty")]
    [InlineData("new", "old", RemoteFileKind.Unreadable, "Update", "", "")]
    [InlineData("new", null, RemoteFileKind.Unreadable, "Foreign", "objection", "")]
    [InlineData(null, "old", RemoteFileKind.Unreadable, "Delete", "", "")]
    [InlineData(null, "old", RemoteFileKind.Folder, "Drift", "objection", "")]
    public void What_is_no_file_that_can_be_read_is_somebody_elses_unless_it_is_recorded(
        string? wanted,
        string? recorded,
        RemoteFileKind there,
        string change,
        string note,
        string isEmpty
    ) => Assert.Equal((change, note, isEmpty), Told(Plan(wanted, recorded, new(there, default, default))));

    [Fact]
    public void A_file_of_another_mode_is_updated() =>
        Assert.Equal(("Update", "", ""), Told(Plan("new", "new", FakeHost.FileOf("new", "0600"))));

    [Fact]
    public void What_lies_beside_the_installed_files_is_no_change_of_the_manager() =>
        Assert.Equal(
            ("", "", "empty"),
            Told(DeploymentPlan.Between([Of("install.sh", "#!/bin/sh\n", "0755")], State()))
        );

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void There_is_something_to_do_while_a_restart_is_due_or_a_deployment_is_unfinished(
        bool isPending,
        bool isUnfinished
    )
    {
        var state = State() with { IsUnfinished = isUnfinished, Pending = isPending ? ["a.service"] : [] };
        Assert.False(DeploymentPlan.Between([], state).IsEmpty);
    }

    [Theory]
    [InlineData("new", null, null, "", "", "Start")]
    [InlineData("new", null, "theirs", "active", "enabled", "Restart")]
    [InlineData("new", "old", "old", "active", "enabled", "Restart")]
    [InlineData("new", "old", "old", "active", "disabled", "Restart")]
    [InlineData("new", "old", "old", "inactive", "enabled", "Start")]
    [InlineData("new", "old", "old", "failed", "enabled", "Start")]
    [InlineData("new", "new", "new", "active", "enabled", "")]
    [InlineData("new", "new", "new", "active", "disabled", "Start")]
    [InlineData("new", "new", "new", "inactive", "enabled", "Start")]
    [InlineData("new", "new", "new", "", "", "Start")]
    [InlineData("new", null, "new", "active", "enabled", "")]
    [InlineData(null, "old", "old", "active", "enabled", "Stop")]
    [InlineData("new", "old", "new", "active", "enabled", "Restart")]
    [InlineData(null, "old", "old", "inactive", "disabled", "")]
    [InlineData(null, "old", "old", "failed", "enabled", "")]
    [InlineData(null, "old", "edited", "active", "enabled", "Stop")]
    [InlineData(null, "old", null, "active", "enabled", "Stop")]
    [InlineData(null, "old", null, "inactive", "", "")]
    public void What_becomes_of_a_unit_follows_from_its_file_and_its_state(
        string? wanted,
        string? recorded,
        string? there,
        string active,
        string file,
        string step
    )
    {
        var files = Files(UnitPath, TextOf(there));
        UnitState[] units = active.Length == 0 ? [] : [new("a.service", active, "", file, 0, null)];
        var state = State(RecordOf(UnitPath, TextOf(recorded)), files, units);
        var plan = DeploymentPlan.Between(wanted is null ? [] : [Of(UnitPath, TextOf(wanted)!)], state);
        Assert.Equal(step, Steps(plan).Replace(" a.service", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("enabled", false, "")]
    [InlineData("disabled", false, "Start a.service")]
    [InlineData("enabled", true, "Start a.service")]
    public void A_unit_that_has_done_its_one_thing_is_started_only_for_a_reason(string file, bool isDue, string steps)
    {
        var once = new UnitState("a.service", "inactive", "dead", file, 0, null) { Type = "oneshot" };
        var state = State(RecordOf(UnitPath, UnitText), Files(UnitPath, UnitText), once) with
        {
            Pending = isDue ? ["a.service"] : [],
        };
        Assert.Equal(steps, Steps(DeploymentPlan.Between([Of(UnitPath, UnitText)], state)));
    }

    [Theory]
    [InlineData("active", "Restart a.service")]
    [InlineData("inactive", "Start a.service")]
    public void A_restart_that_is_due_is_made_up_for(string active, string steps)
    {
        var unit = new UnitState("a.service", active, "", "enabled", 0, null);
        var state = State(RecordOf(UnitPath, UnitText), Files(UnitPath, UnitText), unit) with
        {
            Pending = ["a.service"],
        };
        Assert.Equal(steps, Steps(DeploymentPlan.Between([Of(UnitPath, UnitText)], state)));
    }

    [Theory]
    [InlineData("/etc/systemd/system/a.service", "[Service]\n", "")]
    [InlineData("/etc/systemd/system/a.service", "[Service]\n# [Install]\n", "")]
    [InlineData("/etc/systemd/system/a.service", "[Install]\n", "Start a.service")]
    [InlineData("/etc/systemd/system/a@.service", UnitText, "")]
    [InlineData("/etc/systemd/system/a.service.d/x.conf", UnitText, "")]
    [InlineData("/etc/x.service", UnitText, "")]
    public void Only_a_unit_that_is_to_start_by_itself_is_started(string path, string text, string steps) =>
        Assert.Equal(steps, Steps(DeploymentPlan.Between([Of(path, text)], State(files: Files(path, null)))));

    [Fact]
    public void What_goes_is_stopped_before_anything_is_started()
    {
        const string gone = "/etc/systemd/system/z.service";
        var files = Files(UnitPath, null);
        files[gone] = FakeHost.FileOf(UnitText);
        var plan = DeploymentPlan.Between([Of(UnitPath, UnitText)], State(RecordOf(gone, UnitText), files));
        Assert.Equal("Stop z.service Start a.service", Steps(plan));
    }

    [Theory]
    [InlineData("theirs", true, "restore", "Stop a.service Start a.service")]
    [InlineData("theirs", false, "restore", "Stop a.service")]
    [InlineData(null, true, "restore", "Stop a.service Start a.service")]
    public void What_others_had_comes_back_and_runs_if_it_ran(string? there, bool ran, string note, string steps)
    {
        var state = State(Record((UnitPath, "theirs")), Files(UnitPath, there)) with
        {
            Originals = FrozenSet.Create(UnitPath),
            OriginallyUp = ran ? FrozenSet.Create("a.service") : [],
        };
        var plan = DeploymentPlan.Between([], state);
        Assert.Equal((note, "", steps), (Told(plan).Note, Told(plan).IsEmpty, Steps(plan)));
    }

    [Fact]
    public void What_others_had_stays_away_while_the_file_is_wanted()
    {
        var state = State(Record((UnitPath, UnitText)), Files(UnitPath, UnitText)) with
        {
            Originals = FrozenSet.Create(UnitPath),
        };
        Assert.Equal("", Told(DeploymentPlan.Between([Of(UnitPath, UnitText)], state)).Note);
    }

    private static DeploymentPlan Plan(string? wanted, string? recorded, RemoteFile? there) =>
        DeploymentPlan.Between(
            wanted is null ? [] : [Of(Path, wanted)],
            State(RecordOf(Path, recorded), new(StringComparer.Ordinal) { [Path] = there })
        );

    private static (string Changes, string Note, string IsEmpty) Told(DeploymentPlan plan) =>
        (
            string.Join(' ', plan.Files.Changes.Select(change => change.Kind)),
            string.Join(
                ' ',
                [
                    .. plan.Objections.Select(_ => "objection"),
                    .. plan.Adopted.Select(_ => "adopt"),
                    .. plan.Gone.Select(_ => "gone"),
                    .. plan.Restored.Select(_ => "restore"),
                ]
            ),
            plan.IsEmpty ? "empty" : ""
        );

    private static string Steps(DeploymentPlan plan) =>
        string.Join(' ', plan.Units.Select(change => $"{change.Step} {change.Unit}"));

    private static InstalledRecord RecordOf(string path, string? text) =>
        text is null ? InstalledRecord.None : Record((path, text));

    private static Dictionary<string, RemoteFile?> Files(string path, string? text) =>
        new(StringComparer.Ordinal) { [path] = text is null ? null : FakeHost.FileOf(text) };

    private static string? TextOf(string? name) => name is null ? null : $"# {name}\n{UnitText}";
}
