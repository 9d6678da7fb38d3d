using PiGen.Cli.Reporting;

namespace PiGen.Cli.Commands;

/// <summary>What every verb stands in: where it reads and prints, and the command line that called it.</summary>
internal sealed record Surroundings(Terminal Terminal, CommandLine CommandLine)
{
    public DiagnosticPrinter Diagnostics => new(Terminal.Error, new Paint(Terminal.ErrorHasColor));
}
