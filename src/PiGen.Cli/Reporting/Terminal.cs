using PiGen.Core;

namespace PiGen.Cli.Reporting;

/// <summary>What the program reads from and writes to, and whether colours are wanted there.</summary>
public sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>All of standard input.</summary>
    /// <exception cref="Failure">It cannot be read.</exception>
    public string ReadInput()
    {
        try
        {
            return In.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"standard input cannot be read: {e.Message}", "give it a file or a pipe", e);
        }
    }

    public bool OutHasColor { get; init; }

    public bool ErrorHasColor { get; init; }
}
