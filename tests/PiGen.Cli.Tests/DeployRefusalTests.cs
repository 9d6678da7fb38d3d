using PiGen.Cli.Files;
using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What is refused before anybody connects: the ssh_config of these tests writes a file as soon as somebody does.</summary>
public sealed class DeployRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DeployRefusalTests() =>
        _folder.Write("ssh_config", $"Host *\n    ProxyCommand touch {_folder["connected"]}\n    ControlPath none\n");

    public void Dispose() => _folder.Dispose();

    private string Output => _folder["output"];

    private bool HasConnected => File.Exists(_folder["connected"]);

    [Theory]
    [InlineData("deploy")]
    [InlineData("undeploy")]
    [InlineData("rollback")]
    public void What_is_in_order_is_connected_for(string verb)
    {
        Pigen.Render(Output);
        Assert.Equal((1, true), (Run(verb).ExitCode, HasConnected));
    }

    [Theory]
    [InlineData("undeploy")]
    [InlineData("rollback")]
    public void Who_names_the_host_needs_nothing_rendered(string verb)
    {
        Run(verb, "--host", "pi@red");
        Assert.True(HasConnected);
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("deploy", "--host", "pi@red")]
    [InlineData("undeploy")]
    [InlineData("rollback")]
    public void A_folder_that_was_never_rendered_into_is_refused(params string[] args) => AssertRefused("PG0531", args);

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "PG0502")]
    [InlineData("\"version\": 1,", "", "PG0502")]
    [InlineData("\"artifacts\": [", "\"artifacts\": ", "PG0501")]
    [InlineData("\"artifacts\"", "\"artefacts\"", "PG0501")]
    [InlineData("\"/etc/", "\"/etc/../", "PG0503")]
    [InlineData("\"install.sh\"", "\"../install.sh\"", "PG0503")]
    [InlineData("\"0644\"", "\"4644\"", "PG0503")]
    [InlineData("\"sha256\": \"", "\"sha256\": \"x", "PG0503")]
    [InlineData("\"red.local\"", "\"-oProxyCommand=reboot\"", "PG0504")]
    [InlineData("\"user\": \"pi\"", "\"user\": \"$(reboot)\"", "PG0504")]
    [InlineData("\"manager\": \"red\"", "\"manager\": \"../red\"", "PG0504")]
    [InlineData("\"manager\": \"red\"", "\"manager\": \"blue\"", "PG0535")]
    [InlineData("\"/etc/", "\"/opt/", "PG0532")]
    public void A_manifest_that_somebody_has_broken_is_refused(string written, string broken, string code)
    {
        Pigen.Render(Output);
        var manifest = _folder.Read("output/pigen.json");
        Assert.Contains(written, manifest, StringComparison.Ordinal);
        _folder.Write("output/pigen.json", manifest.Replace(written, broken, StringComparison.Ordinal));
        AssertRefused(code, "deploy");
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("undeploy")]
    [InlineData("rollback")]
    public void Half_a_manifest_is_refused(string verb)
    {
        Pigen.Render(Output);
        _folder.Write("output/pigen.json", _folder.Read("output/pigen.json")[..300]);
        AssertRefused("PG0501", verb);
    }

    [Fact]
    public void A_file_that_is_missing_is_refused()
    {
        Pigen.Render(Output);
        File.Delete(_folder["output/red/uninstall.sh"]);
        AssertRefused("PG0532", "deploy");
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_refused()
    {
        Pigen.Render(Output);
        File.Delete(_folder["output/red/uninstall.sh"]);
        Directory.CreateDirectory(_folder["output/red/uninstall.sh"]);
        AssertRefused("PG0532", "deploy");
    }

    [Fact]
    public void A_pipe_in_the_place_of_a_file_holds_up_nobody()
    {
        Pigen.Render(Output);
        File.Delete(_folder["output/red/uninstall.sh"]);
        System.Diagnostics.Process.Start("mkfifo", [_folder["output/red/uninstall.sh"]]).WaitForExit();
        var answer = Run("deploy");
        Assert.StartsWith("error PG0536: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal((1, false), (answer.ExitCode, HasConnected));
    }

    [Theory]
    [InlineData("red/uninstall.sh")]
    [InlineData("red/etc/systemd")]
    [InlineData("red")]
    public void A_link_is_refused_wherever_it_leads(string path)
    {
        Pigen.Render(Output);
        Directory.Move(Path.Combine(Output, path), _folder["moved"]);
        File.CreateSymbolicLink(Path.Combine(Output, path), _folder["moved"]);
        AssertRefused("PG0533", "deploy");
    }

    [Theory]
    [InlineData("red/etc/systemd/system/mine.service")]
    [InlineData("red/install.sh~")]
    [InlineData("red/new/folder/file")]
    public void A_file_that_was_never_rendered_is_refused(string path)
    {
        Pigen.Render(Output);
        _folder.Write($"output/{path}", "mine");
        AssertRefused("PG0534", "deploy");
    }

    [Fact]
    public void A_link_that_was_never_rendered_is_refused_and_not_followed()
    {
        Pigen.Render(Output);
        _folder.Write("elsewhere/precious", "mine");
        Directory.CreateSymbolicLink(_folder["output/red/etc/more"], _folder["elsewhere"]);
        Assert.Equal(
            ["PG0534 output/red/etc/more"],
            Codes(AssertRefused("PG0534", "deploy").Error.Replace(Output, "output", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void All_that_is_wrong_in_the_folder_is_told_at_once()
    {
        Pigen.Render(Output);
        File.Delete(_folder["output/red/uninstall.sh"]);
        _folder.Write("output/red/mine", "mine");
        Assert.Equal(
            ["PG0532 output/red/uninstall.sh", "PG0534 output/red/mine"],
            Codes(AssertRefused("PG0532", "deploy").Error.Replace(Output, "output", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void What_has_no_tunnels_has_no_script_and_is_refused()
    {
        Pigen.Run("render", "--workers", "red00[1-2]", "--no-ssh", "--output", Output);
        Assert.Equal(
            ["PG0535 output/red", "PG0535 output/red"],
            Codes(AssertRefused("PG0535", "deploy").Error.Replace(Output, "output", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_file_that_was_edited_is_named()
    {
        Pigen.Render(Output);
        File.AppendAllText(_folder["output/red/install.sh"], "# edited\n");
        var diagnostics = new DiagnosticBag();
        using var folder = OutputFolder.Open(new SourceText("--output", Output), diagnostics)!;
        var reviewed = folder.Review(diagnostics)!;
        Assert.Equal(["red/install.sh"], reviewed.Edited.Select(destination => destination.OutputPath));
        Assert.Contains(
            reviewed.Artifacts,
            artifact => artifact.Bytes.Span.SequenceEqual(File.ReadAllBytes(_folder["output/red/install.sh"]))
        );
    }

    [Theory]
    [InlineData("PG0601", "--host", "")]
    [InlineData("PG0602", "--host", "-oProxyCommand=reboot")]
    [InlineData("PG0602", "--host", "$(reboot)")]
    [InlineData("PG0603", "--host", "-l@red")]
    [InlineData("PG0604", "--host", "pi@red:ssh")]
    [InlineData("PG0605", "--host", "fd00::24")]
    [InlineData("PG0601", "-J", "")]
    [InlineData("PG0601", "-J", "jump,,other")]
    [InlineData("PG0602", "-J", "jump,-oProxyCommand=reboot")]
    [InlineData("PG0604", "-J", "jump:0,other")]
    [InlineData("PG0005", "--wait", "abc")]
    [InlineData("PG0005", "--wait", "-1")]
    [InlineData("PG0005", "--wait", "1.5")]
    [InlineData("PG0005", "--wait", " 1")]
    [InlineData("PG0005", "--wait", "")]
    [InlineData("PG0005", "--wait", "10000")]
    [InlineData("PG0005", "--wait", "99999999999999999999")]
    public void An_options_value_that_is_none_is_refused(string code, string option, string value)
    {
        Pigen.Render(Output);
        string[] refused =
        [
            .. ((string[])["deploy", "rollback"]).Select(verb => AssertRefused(code, verb, option, value).Error),
        ];
        Assert.All(refused, error => Assert.Matches($"(?s) --> {option}(:1:\\d+)?\n(.*\n)?hint: ", error));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("9999")]
    public void A_wait_is_any_number_of_seconds_of_up_to_four_digits(string seconds)
    {
        Pigen.Render(Output);
        Run("deploy", "--wait", seconds);
        Assert.True(HasConnected);
    }

    [Fact]
    public void What_is_taken_away_is_not_waited_for()
    {
        Pigen.Render(Output);
        AssertRefused("PG0001", "undeploy", "--wait", "5");
    }

    private Answer AssertRefused(string code, params string[] args)
    {
        var before = _folder.Snapshot();
        var answer = Run(args);
        Assert.StartsWith($"error {code}: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal((1, "", false, before), (answer.ExitCode, answer.Out, HasConnected, _folder.Snapshot()));
        return answer;
    }

    private Answer Run(params string[] args) =>
        Pigen.Run([.. args, "--yes", "--output", Output, "-F", _folder["ssh_config"]]);

    /// <summary>Each mistake, <c>PG0532 PLACE</c>.</summary>
    private static string[] Codes(string error) =>
        [
            .. error
                .Split("error ", StringSplitOptions.RemoveEmptyEntries)
                .Select(mistake => $"{mistake[..6]} {mistake.Split(" --> ")[1].Split('\n')[0]}"),
        ];
}
