using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>--color auto|always|never</c>, for every verb.</summary>
internal sealed class ColorOption
{
    private const string Choices = "auto|always|never";

    public Option<string> Option { get; } =
        new("--color")
        {
            Description = "Colours: auto (on a terminal, unless NO_COLOR is set), always or never",
            HelpName = Choices,
            Recursive = true,
        };

    public Terminal ApplyTo(Terminal terminal, ParseResult parsed) =>
        Choice(parsed)?.Content switch
        {
            "always" => terminal with { OutHasColor = true, ErrorHasColor = true },
            "never" => terminal with { OutHasColor = false, ErrorHasColor = false },
            _ => terminal,
        };

    public Diagnostic? MistakeOf(ParseResult parsed) =>
        Choice(parsed) is { } choice && !Choices.Split('|').Contains(choice.Content)
            ? new("PG0004", Severity.Error, choice.Whole, "this is no choice of colours", $"write one of {Choices}")
            : null;

    private SourceText? Choice(ParseResult parsed) =>
        parsed.GetResult(Option)?.Tokens is [{ Value: var choice }] ? new(Option.Name, choice) : null;
}
