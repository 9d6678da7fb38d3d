using System.Text;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
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
        var file = FoundFile.Look(path);
        file.Check();
        var found = file.Content ?? [];
        var newline = found is [] or [.., (byte)'\n'] ? "" : "\n";
        file.Exchange([.. found, .. Encoding.UTF8.GetBytes($"{newline}{line}\n")]);
    }

    public IDisposable MakeFolder(out string path)
    {
        var folder = RunFolder.Create();
        path = folder.Path;
        return folder;
    }
}
