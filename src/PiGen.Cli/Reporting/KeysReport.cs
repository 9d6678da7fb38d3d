using System.Collections.Immutable;
using PiGen.Core.Keys;
using PiGen.Templating.Text;

namespace PiGen.Cli.Reporting;

/// <summary>What is going to be done to the workers' authorized keys, a line for each key.</summary>
/// <param name="owners">Whose the keys are, where that is known.</param>
internal sealed class KeysReport(Terminal terminal, ImmutableArray<OwnedKey> owners)
{
    private readonly Paint _paint = new(terminal.OutHasColor);

    /// <param name="word">What is done to them: <c>add</c>, <c>remove</c>.</param>
    public void Print(string word, ImmutableArray<WorkerEdit> edits)
    {
        foreach (var edit in edits)
        {
            foreach (var line in edit.Edit.Lines)
            {
                Print(word == "add" ? _paint.Green(word) : _paint.Red(word), word, edit.Worker, Described(line));
            }
            foreach (var line in edit.Edit.Edited)
            {
                Print("kept", "kept", edit.Worker, $"{Described(line)}: edited or removed since it was pushed");
            }
            if (edit.Edit.Remark is { } remark)
            {
                Print("note", "note", edit.Worker, $"~/{AuthorizedKeysFile.Path}: {remark}");
            }
            if (edit.Obstacle is { } obstacle)
            {
                Print(_paint.Yellow("closed"), "closed", edit.Worker, obstacle);
            }
        }
    }

    private void Print(string painted, string word, string worker, string what) =>
        terminal.Out.WriteLine($"{painted}{new string(' ', 8 - word.Length)}{worker}  {ShownText.Of(what)}");

    private string Described(string line)
    {
        if (AuthorizedKeys.KeyOf(line) is not { } key)
        {
            return "a line that is no key";
        }
        var owner = owners.FirstOrDefault(owned => owned.Key.Key.IsSameKey(key)) is { } owned ? $"{owned.Owner}: " : "";
        var tunnels = line.StartsWith(key.Algorithm, StringComparison.Ordinal) ? "" : " (tunnels only)";
        return $"{owner}{key.Kind} {key.Fingerprint} {key.ShownComment}".TrimEnd() + tunnels;
    }
}
