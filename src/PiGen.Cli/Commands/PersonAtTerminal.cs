using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Ssh;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>The person at this terminal, as connections ask them.</summary>
internal sealed class PersonAtTerminal(Terminal terminal, bool isVerbose) : IPerson
{
    public bool CanAsk => terminal.CanAsk;

    public string AskSecret(string prompt, CancellationToken cancellation) => terminal.AskSecret(prompt, cancellation);

    public string AskLine(string prompt, CancellationToken cancellation) => terminal.AskLine(prompt, cancellation);

    public bool WantsNotes => isVerbose;

    public void Note(string line)
    {
        if (isVerbose)
        {
            terminal.Error.WriteLine(ShownText.Of(line));
        }
    }

    public void Remember(string path, string line)
    {
        try
        {
            HeldFolder.AppendLine(path, line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{path} cannot be written: {e.Message}", "see whose it is", e);
        }
    }

    public IDisposable MakeFolder(out string path)
    {
        var folder = RunFolder.Create();
        path = folder.Path;
        return folder;
    }
}
