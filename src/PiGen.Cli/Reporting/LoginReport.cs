using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiGen.Cli.Reporting;

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
                JsonSerializer.Serialize(new LoginsDocument([.. documents]), LoginJson.Default.LoginsDocument)
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

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower
)]
[JsonSerializable(typeof(LoginsDocument))]
internal sealed partial class LoginJson : JsonSerializerContext;
