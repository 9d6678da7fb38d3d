using System.CommandLine;
using PiGen.Cli.Reporting;

namespace PiGen.Cli.Commands;

/// <summary><c>--color auto|always|never</c>, for every verb.</summary>
internal sealed class ColorOption
{
    public ColorOption() => Option.AcceptOnlyFromAmong("auto", "always", "never");

    public Option<string> Option { get; } =
        new("--color")
        {
            Description = "Colours: auto (on a terminal, unless NO_COLOR is set), always or never",
            HelpName = "auto|always|never",
            Recursive = true,
        };

    public Terminal ApplyTo(Terminal terminal, ParseResult parsed) =>
        parsed.GetResult(Option)?.Tokens is [{ Value: var choice }]
            ? choice switch
            {
                "always" => terminal with { OutHasColor = true, ErrorHasColor = true },
                "never" => terminal with { OutHasColor = false, ErrorHasColor = false },
                _ => terminal,
            }
            : terminal;
}
