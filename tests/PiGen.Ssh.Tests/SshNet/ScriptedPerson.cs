using System.Collections.Concurrent;
using PiGen.Core;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>A person who gives these answers, one after the other, and nothing after the last.</summary>
internal sealed class ScriptedPerson(params string[] answers) : IPerson
{
    /// <summary>An answer that is none: Ctrl-C.</summary>
    public const string Cancel = "\u0003";

    private int _next;

    /// <summary>What they were asked, in this order.</summary>
    public ConcurrentQueue<string> Questions { get; } = new();

    public bool CanAsk => answers.Length > 0;

    public string AskSecret(string prompt, CancellationToken cancellation) => Answer(prompt);

    public string AskLine(string prompt, CancellationToken cancellation) => Answer(prompt);

    public bool WantsNotes => false;

    public void Note(string line) { }

    public void Remember(string path, string line) => File.AppendAllText(path, line + "\n");

    public IDisposable MakeFolder(out string path) => throw new NotSupportedException();

    private string Answer(string prompt)
    {
        Questions.Enqueue(prompt);
        var answer = _next < answers.Length ? answers[_next++] : throw new Failure("there is nobody to ask", "");
        return answer == Cancel ? throw new OperationCanceledException() : answer;
    }
}
