using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>What the README shows of a cluster is what happens with one: its blocks <c>console lab</c>, one after the other.</summary>
[Collection<DeployLab>]
public sealed class ReadmeTests(Lab lab) : LabTests(lab)
{
    [Fact]
    public void The_first_five_minutes_are_as_shown()
    {
        Pigen.Render(Path.Combine(Lab.Laptop.Home, "output"));
        var blocks = CodeBlock.In("../README.md").Where(block => block is { Language: "console", Note: "lab" });
        var commands = blocks.SelectMany(block => block.Text.Split("$ ", StringSplitOptions.RemoveEmptyEntries));
        var shown = string.Concat(commands.Select(command => "$ " + command));
        Assert.NotEqual("", shown);
        Assert.Equal(shown, string.Concat(commands.Select(command => AsShown(command.Split('\n')[0]))));
    }

    private string AsShown(string command)
    {
        string[] words = [.. command.Split(' ')];
        string[] program = words[0] == "pigen" ? PigenProgram.Command(words[1..]) : words;
        var answer = Lab.Laptop.Run(["sh", "-c", "cd && exec \"$@\"", "sh", .. program]);
        return $"$ {command}\n{answer.Out}{answer.Error}";
    }
}
