using PiGen.Cli.Reporting;

namespace PiGen.Cli.Tests;

public class DeployProgressTests
{
    private static readonly string[] Lines =
    [
        "create /etc/systemd/system/a.service",
        "enable a.service",
        "reload systemd",
        "start a.service",
        "start b.service",
        "update /etc/x",
        "listening a.service 192.168.1.24:8001",
        "waiting b.service 192.168.1.24:8002",
    ];

    [Fact]
    public void Off_a_terminal_each_line_is_printed_as_it_comes() =>
        Assert.Equal(string.Join('\n', Lines) + "\n", Printed(isTerminal: false, Lines));

    [Theory]
    [InlineData(1, "create     /etc/systemd/system/a.service\n")]
    [InlineData(4, "create     /etc/systemd/system/a.service\nreload     systemd\nstart      a.service\n")]
    [InlineData(
        6,
        "create     /etc/systemd/system/a.service\nreload     systemd\nupdate     /etc/x\nstart      a.service\nstart      b.service\n"
    )]
    public void On_a_terminal_each_unit_has_one_row_below_all_else(int lines, string screen) =>
        Assert.Equal(screen, Screen.After(Printed(isTerminal: true, Lines[..lines], isFinished: false)));

    [Fact]
    public void In_the_end_there_is_a_row_for_each_unit() =>
        Assert.Equal(
            "create     /etc/systemd/system/a.service\nreload     systemd\nupdate     /etc/x\n"
                + "listening  a.service 192.168.1.24:8001\nwaiting    b.service 192.168.1.24:8002\n",
            Screen.After(Printed(isTerminal: true, Lines))
        );

    [Fact]
    public void Of_many_units_the_last_twelve_are_shown_and_all_are_counted()
    {
        string[] starts = [.. Enumerable.Range(0, 200).Select(i => $"start u{i}.service")];
        var screen = Screen.After(
            Printed(isTerminal: true, [.. starts, "listening u7.service a:1"], isFinished: false)
        );
        Assert.Equal(
            [
                "1 listening, 199 start",
                .. starts[189..].Select(line => line.Replace("start ", "start      ")),
                "listening  u7.service a:1",
            ],
            screen.Split('\n')[..^1]
        );
    }

    [Fact]
    public void After_many_units_all_of_them_are_there()
    {
        string[] starts = [.. Enumerable.Range(0, 200).Select(i => $"start u{i}.service")];
        Assert.Equal(
            starts.Select(line => line.Replace("start ", "start      ")),
            Screen.After(Printed(isTerminal: true, starts)).Split('\n')[..^1]
        );
    }

    [Fact]
    public void A_line_without_an_object_or_on_no_unit_is_a_line() =>
        Assert.Equal(
            "done\nroll back\nkept       /etc/x, edited\n",
            Screen.After(Printed(true, ["done", "roll back", "kept /etc/x, edited"]))
        );

    private static string Printed(bool isTerminal, string[] lines, bool isFinished = true)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null) { OutIsTerminal = isTerminal };
        var progress = new DeployProgress(terminal, new Paint(IsOn: false));
        foreach (var line in lines)
        {
            progress.Take(line);
        }
        if (isFinished)
        {
            progress.Finish();
        }
        return output.ToString();
    }
}
