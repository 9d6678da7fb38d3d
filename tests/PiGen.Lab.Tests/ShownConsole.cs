using System.Text.RegularExpressions;
using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>What a document shows on the laptop, in blocks <c>console lab</c>, and what the same commands say there, one after the other.</summary>
/// <param name="document">Its path from docs/.</param>
internal sealed partial class ShownConsole(string document, Laptop laptop)
{
    private const string Home = "/home/you";

    // Typed into a shell, as a reader does.
    private const string Shell = """
        cd
        typed=$1
        shift
        program=$(printf "'%s' " "$@")
        eval "pigen() { $program \"\$@\"; }"
        eval "$typed"
        """;

    public string Shown => string.Concat(Commands.Select(command => "$ " + command));

    private IEnumerable<string> Commands =>
        CodeBlock
            .In(document)
            .Where(block => block is { Language: "console", Note: "lab" })
            .SelectMany(block => block.Text.Split("$ ", StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The commands with what they print now; what is another on each machine as a document writes it.</summary>
    public string Printed() =>
        Fingerprint.Replace(string.Concat(Commands.Select(command => Typed(command.Split('\n')[0]))), "SHA256:…");

    private string Typed(string command)
    {
        var answer = laptop.Run(["sh", "-c", Shell, "sh", command, .. PigenProgram.Command()]);
        return $"$ {command}\n{answer.Out}{answer.Error}".Replace(laptop.Home, Home, StringComparison.Ordinal);
    }

    [GeneratedRegex("SHA256:[A-Za-z0-9+/]{43}")]
    private static partial Regex Fingerprint { get; }
}
