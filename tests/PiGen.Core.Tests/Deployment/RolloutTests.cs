using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using static PiGen.Core.Tests.Deployment.Artifacts;

namespace PiGen.Core.Tests.Deployment;

public class RolloutTests
{
    private const string Script = "#!/bin/sh\n# --sums-sum\n";

    // As sha256sum(1) says of the two texts.
    private const string Sums =
        "ef4b340036217323541b43858500921e7f64988fbfd98f8009185f03b954dd16  ./install.sh\n"
        + "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac  ./etc/x\n";

    private static readonly ImmutableArray<Artifact> Wanted = [Of("install.sh", Script, "0755"), Of("/etc/x", "x\n")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_reviewed_script_runs_as_root_over_the_staged_files()
    {
        var host = new FakeHost();
        await Install(host, new() { By = "ann@laptop" });
        Assert.Equal(
            $"sh -s -- --from /stage/files/ --sums /stage/sums --sums-sum {Sha256(Sums)} --seen seen --by ann@laptop --wait 10",
            string.Join(' ', host.Arguments)
        );
        Assert.Equal((Script, true), (host.Input, host.Commands.Single().IsRoots));
    }

    [Fact]
    public async Task How_a_person_wants_it_done_is_told_the_script()
    {
        var host = new FakeHost();
        await Install(
            host,
            new()
            {
                By = "ann o'hara",
                Wait = 0,
                IsStarting = false,
                MustBeUp = true,
            }
        );
        Assert.Equal(
            ["--by", "ann o'hara", "--wait", "0", "--no-start", "--require-up"],
            host.Arguments.SkipWhile(argument => argument != "--by")
        );
    }

    [Theory]
    [InlineData(RemoteFileKind.Unreadable, true, "any /etc/x\n")]
    [InlineData(RemoteFileKind.Unreadable, false, "")]
    [InlineData(RemoteFileKind.File, true, "")]
    public async Task Consent_to_lose_what_cannot_be_seen_is_told_the_script_and_no_more(
        RemoteFileKind kind,
        bool isForced,
        string told
    )
    {
        var host = new FakeHost();
        var state = State(files: new(StringComparer.Ordinal) { ["/etc/x"] = new(kind, default, default) });
        var rollout = RolloutOn(host, new() { By = "ann", IsForced = isForced });
        await rollout.InstallAsync(DeploymentPlan.Between(Wanted, state), [], _ => { }, Cancellation);
        await rollout.RemoveAsync(state, [], _ => { }, Cancellation);
        await rollout.ReturnAsync(state, [], _ => { }, Cancellation);
        Assert.Equal(
            [told, told, told],
            host.Commands.Select(command =>
                string.Concat((command.Files ?? []).Where(file => file.Path == "agreed").Select(TextOf))
            )
        );

        static string TextOf(NewRemoteFile file) => Encoding.UTF8.GetString(file.Content.Span);
    }

    [Fact]
    public async Task What_is_staged_is_for_its_owner_alone()
    {
        var host = new FakeHost();
        await Install(host, new() { By = "ann" });
        Assert.Equal(
            ["files/install.sh 0600", "files/etc/x 0600", "sums 0600"],
            host.Staged.Select(file => $"{file.Path} {FileModes.Format(file.Mode)}")
        );
        Assert.Equal((Script, "x\n", Sums), (Text("files/install.sh"), Text("files/etc/x"), Text("sums")));

        string Text(string path) => host.TextOfStaged(path);
    }

    [Fact]
    public async Task What_was_agreed_to_is_told_with_the_bytes_that_the_person_saw()
    {
        string[] paths = ["/etc/edited", "/etc/link", "/etc/folder", "/etc/hidden"];
        var files = new Dictionary<string, RemoteFile?>(StringComparer.Ordinal)
        {
            ["/etc/edited"] = FakeHost.FileOf("theirs"),
            ["/etc/link"] = FakeHost.LinkTo("/dev/null"),
            ["/etc/folder"] = new(RemoteFileKind.Folder, default, default),
            ["/etc/hidden"] = new(RemoteFileKind.Unreadable, default, default),
        };
        var plan = DeploymentPlan.Between(
            [Of("install.sh", Script), .. paths.Select(path => Of(path, "ours"))],
            State(files: files)
        );
        var host = new FakeHost();
        await RolloutOn(host).InstallAsync(plan, plan.Objections, _ => { }, Cancellation);
        Assert.Equal($"{Sha256("theirs")} /etc/edited\nlink /etc/link\nany /etc/hidden\n", host.TextOfStaged("agreed"));
    }

    [Fact]
    public async Task The_stage_is_there_while_the_script_runs_and_not_after_it()
    {
        var host = new FakeHost();
        await Install(host, new() { By = "ann" });
    }

    [Fact]
    public async Task The_scripts_lines_are_handed_on()
    {
        var lines = new List<string>();
        var host = new FakeHost { Lines = ["create /etc/x", "start a.service"] };
        await Install(host, new() { By = "ann" }, lines.Add);
        Assert.Equal(["create /etc/x", "start a.service"], lines);
    }

    [Theory]
    [InlineData(0, RolloutEnd.Done)]
    [InlineData(1, RolloutEnd.Refused)]
    [InlineData(3, RolloutEnd.RolledBack)]
    [InlineData(4, RolloutEnd.Stuck)]
    [InlineData(2, RolloutEnd.Refused)]
    [InlineData(127, RolloutEnd.Refused)]
    public async Task How_it_ended_is_the_scripts_exit_code_and_its_words(int exitCode, RolloutEnd end)
    {
        var host = new FakeHost { Answer = new(exitCode, ["install.sh: why"]) };
        var answer = await Install(host, new() { By = "ann" });
        Assert.Equal((end, "install.sh: why"), (answer.End, answer.Errors.Single()));
    }

    [Theory]
    [InlineData(137)]
    [InlineData(255)]
    public async Task Of_one_that_a_signal_ended_nobody_knows_how_far_it_has_come(int exitCode)
    {
        var host = new FakeHost { Answer = new(exitCode, []) };
        await Assert.ThrowsAsync<LostConnection>(() => Install(host, new() { By = "ann" }));
    }

    [Fact]
    public async Task The_deployment_before_is_brought_back_by_the_programs_own_script()
    {
        var host = new FakeHost();
        await RolloutOn(host, new() { By = "ann", Wait = 5 })
            .ReturnAsync(State(Record()) with { Before = "6" }, [], _ => { }, Cancellation);
        Assert.Equal(
            ("sh -s -- --back 6 --seen seen --by ann --wait 5", "own install.sh"),
            (string.Join(' ', host.Arguments), host.Input)
        );
    }

    [Fact]
    public async Task All_is_taken_away_by_the_programs_own_script()
    {
        var host = new FakeHost();
        var rollout = RolloutOn(
            host,
            new()
            {
                By = "ann",
                Wait = 5,
                MustBeUp = true,
            }
        );
        await rollout.RemoveAsync(State(Record()), [], _ => { }, Cancellation);
        Assert.Equal(
            ("sh -s -- --seen seen --by ann", "own uninstall.sh"),
            (string.Join(' ', host.Arguments), host.Input)
        );
    }

    [Fact]
    public async Task The_programs_own_script_is_told_what_was_agreed_to_and_nothing_more()
    {
        var (state, agreed) = Agreed(FakeHost.FileOf("theirs"));
        var (back, away) = (new FakeHost(), new FakeHost());
        await RolloutOn(back).ReturnAsync(state, agreed, _ => { }, Cancellation);
        await RolloutOn(away).RemoveAsync(state, agreed, _ => { }, Cancellation);
        Assert.All(
            [back, away],
            host =>
            {
                Assert.Equal(
                    ["--agreed", "/stage/agreed", "--agreed-sum", Sha256($"{Sha256("theirs")} /etc/x\n")],
                    host.Arguments.TakeLast(4)
                );
                Assert.DoesNotContain("--force", host.Arguments);
                Assert.Equal(("agreed", UnixFileMode.UserRead | UnixFileMode.UserWrite), Only(host.Staged));
                Assert.Equal($"{Sha256("theirs")} /etc/x\n", host.TextOfStaged("agreed"));
            }
        );

        static (string, UnixFileMode) Only(IEnumerable<NewRemoteFile> staged) =>
            (staged.Single().Path, staged.Single().Mode);
    }

    [Fact]
    public async Task What_is_unfinished_is_rolled_back_by_the_programs_own_script()
    {
        var host = new FakeHost();
        await RolloutOn(host).RecoverAsync(_ => { }, Cancellation);
        Assert.Equal(
            ("sh -s -- --recover", "own install.sh", true),
            (string.Join(' ', host.Arguments), host.Input, host.Commands.Single().IsRoots)
        );
    }

    [Fact]
    public async Task A_script_of_another_version_is_not_run()
    {
        var host = new FakeHost();
        var plan = DeploymentPlan.Between([Of("install.sh", "#!/bin/sh\n"), Of("/etc/x", "x\n")], State());
        var failure = await Assert.ThrowsAsync<Failure>(() =>
            RolloutOn(host).InstallAsync(plan, [], _ => { }, Cancellation)
        );
        Assert.Equal(
            ("red/install.sh was rendered by another version of pigen, or from a template of one", 0),
            (failure.Message, host.Commands.Count)
        );
    }

    private static Rollout RolloutOn(IRemoteHost host, RolloutOptions? options = null) =>
        new(host, options ?? new() { By = "ann" }, name => Encoding.UTF8.GetBytes("own " + name));

    private static (ManagerState State, ImmutableArray<Change> Agreed) Agreed(RemoteFile there)
    {
        var state = State(files: new(StringComparer.Ordinal) { ["/etc/x"] = there });
        return (state, DeploymentPlan.Between([Of("/etc/x", "ours")], state).Objections);
    }

    private static Task<RolloutAnswer> Install(FakeHost host, RolloutOptions options, Action<string>? line = null)
    {
        var plan = DeploymentPlan.Between(Wanted, State(Record(), new(StringComparer.Ordinal) { ["/etc/x"] = null }));
        return RolloutOn(host, options).InstallAsync(plan, [], line ?? (_ => { }), Cancellation);
    }
}
