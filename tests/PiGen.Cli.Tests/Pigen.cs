using PiGen.Cli;
using PiGen.Cli.Reporting;

namespace PiGen.Testing;

/// <summary>The program in this process, as a person runs it.</summary>
public static class Pigen
{
    public static Answer Run(params string[] args) => RunWith("", args);

    public static Answer RunWith(string input, params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        using var reader = new StringReader(input);
        var code = new App(new Terminal(reader, output, error)).Run(args);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Renders the tutorial's cluster and what is added, into a folder, and expects it to succeed.</summary>
    public static Answer Render(string output, params string[] more)
    {
        var answer = Run(["render", "--workers", "red00[1-2]", "--wlan", "192.168.1.24", "--output", output, .. more]);
        Assert.Equal("", answer.Error);
        Assert.Equal(0, answer.ExitCode);
        return answer;
    }
}
