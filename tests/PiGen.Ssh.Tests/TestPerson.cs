using PiGen.Core;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>A person whose answers are known beforehand; with none left, or none at all, there is nobody to ask.</summary>
internal sealed class TestPerson(params string[] answers) : IPerson
{
    private readonly Queue<string> _answers = new(answers);

    /// <summary>What was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    public bool WantsNotes { get; init; }

    public List<string> Notes { get; } = [];

    public bool CanAsk { get; } = answers.Length > 0;

    public string AskSecret(string prompt, CancellationToken cancellation) => Answer(prompt);

    public string AskLine(string prompt, CancellationToken cancellation) => Answer(prompt);

    public void Note(string line) => Notes.Add(line);

    public void Remember(string path, string line) => File.AppendAllText(path, line + "\n");

    public IDisposable MakeFolder(out string path)
    {
        var folder = new TemporaryFolder();
        path = folder.Path;
        return folder;
    }

    private string Answer(string prompt)
    {
        Asked.Add(prompt);
        return _answers.TryDequeue(out var answer) ? answer : throw new Failure($"nobody answers: {prompt}", "none");
    }
}
