using System.Collections.Immutable;
using System.Text.Json;
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

/// <summary>The workers' host keys that are not known everywhere, with the names and the machines they are going to be known under.</summary>
internal sealed class TrustReport(Terminal terminal)
{
    private readonly Paint _paint = new(terminal.OutHasColor);

    /// <param name="places">A machine each.</param>
    /// <param name="silent">Workers that showed no key.</param>
    public void Print(ImmutableArray<(string Machine, TrustPlan Plan)> places, IReadOnlyList<string> silent)
    {
        var pending = places.SelectMany(place => place.Plan.Pending.Select(check => (place.Machine, Check: check)));
        foreach (var worker in pending.GroupBy(each => each.Check.Shown.Worker, StringComparer.Ordinal))
        {
            Print(worker.Key, [.. worker]);
        }
        foreach (var worker in silent)
        {
            terminal.Out.WriteLine($"{_paint.Yellow("silent")}   {worker}  no host key was shown");
        }
    }

    private void Print(string worker, (string Machine, HostKeyCheck Check)[] pending)
    {
        var word = pending.Any(each => each.Check.Standing != HostKeyStanding.New) ? "changed" : "new";
        foreach (var key in pending[0].Check.Shown.Keys)
        {
            var painted = word == "new" ? _paint.Green(word) : _paint.Red(word);
            terminal.Out.WriteLine(
                $"{painted}{new string(' ', 9 - word.Length)}{worker}  {key.Kind.PadRight(7)} {key.Fingerprint}"
            );
        }
        var machines = pending
            .GroupBy(each => each.Machine, each => each.Check.Shown.Name, StringComparer.Ordinal)
            .Select(machine => $"{machine.Key} as {string.Join(" and ", machine)}");
        terminal.Out.WriteLine($"{new string(' ', 9)}to be known on {string.Join(", on ", machines)}");
    }
}

/// <summary>A login that was tried.</summary>
/// <param name="Obstacle">Why it is closed; null if it is open.</param>
internal sealed record Login(string From, string To, string User, string? Obstacle);

/// <summary>Who can log in where, a line each.</summary>
internal sealed class LoginReport(Terminal terminal)
{
    private readonly Paint _paint = new(terminal.OutHasColor);

    public void Print(Login[] logins, bool isJson)
    {
        if (isJson)
        {
            var documents = logins.Select(login => new LoginDocument(
                login.From,
                login.To,
                login.User,
                login.Obstacle is null,
                login.Obstacle
            ));
            terminal.Out.WriteLine(
                JsonSerializer.Serialize(new LoginsDocument([.. documents]), AnswerJson.Default.LoginsDocument)
            );
            return;
        }
        Table.Print(terminal.Out, [.. logins.Select(RowOf)]);
    }

    private Cell[] RowOf(Login login) =>
        [
            $"{login.From} →",
            login.To,
            login.User,
            login.Obstacle is { } obstacle
                ? new Cell($"closed: {obstacle}", text => _paint.Red("closed") + text["closed".Length..])
                : new Cell("open", _paint.Green),
        ];
}

/// <summary>What <c>pigen keys list --json</c> prints.</summary>
internal sealed record LoginsDocument(ImmutableArray<LoginDocument> Logins);

/// <summary>One login.</summary>
/// <param name="Reason">Why it is closed, in two or three words.</param>
internal sealed record LoginDocument(string From, string To, string User, bool Open, string? Reason);
