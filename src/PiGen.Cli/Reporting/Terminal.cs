namespace PiGen.Cli.Reporting;

/// <summary>What the program reads from and writes to, and whether colours are wanted there.</summary>
public sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>Whether standard input is a file or a pipe, not a person's keyboard.</summary>
    public bool IsInputRedirected { get; init; }

    public bool OutHasColor { get; init; }

    public bool ErrorHasColor { get; init; }
}
