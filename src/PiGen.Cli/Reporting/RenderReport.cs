using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PiGen.Core.Model;
using PiGen.Core.Planning;

namespace PiGen.Cli.Reporting;

/// <summary>What a render did: each artifact with its change, then where each forward leads.</summary>
internal sealed class RenderReport(TextWriter writer, Paint paint)
{
    public void Print(Cluster cluster, Plan plan)
    {
        foreach (var change in plan.Changes)
        {
            var word = ChangeWords.Of(change.Kind);
            var padding = new string(' ', 10 - word.Length);
            writer.WriteLine($"{Painted(change.Kind, word)}{padding} {change.Destination.OutputPath}");
        }
        foreach (var forward in cluster.Forwards)
        {
            writer.WriteLine($"{ListenerOf(cluster, forward)} → {forward.Worker}:{forward.Target}");
        }
    }

    public void PrintJson(Cluster cluster, Plan plan, string output)
    {
        var document = new RenderDocument(
            output,
            [.. plan.Changes.Select(change => ChangeDocument.Of(change, ChangeWords.Of(change.Kind)))],
            [.. cluster.Forwards.Select(forward => ForwardDocument.Of(forward, ListenerOf(cluster, forward)))]
        );
        writer.WriteLine(JsonSerializer.Serialize(document, RenderJson.Default.RenderDocument));
    }

    private static string ListenerOf(Cluster cluster, Forward forward) =>
        $"{cluster.Manager.Address.Bracketed}:{forward.Listener.Port}";

    private string Painted(ChangeKind kind, string word) =>
        kind switch
        {
            ChangeKind.Create => paint.Green(word),
            ChangeKind.Update => paint.Yellow(word),
            ChangeKind.Delete => paint.Red(word),
            ChangeKind.Unchanged or ChangeKind.Drift or ChangeKind.Foreign => word,
        };
}

/// <summary>What <c>pigen render --json</c> prints.</summary>
internal sealed record RenderDocument(
    string Output,
    ImmutableArray<ChangeDocument> Artifacts,
    ImmutableArray<ForwardDocument> Forwards
);

/// <summary>One artifact: created, updated, unchanged or removed, and where it lies under the output folder.</summary>
internal sealed record ChangeDocument(string Change, string File, string Host, string Path)
{
    public static ChangeDocument Of(Change change, string word) =>
        new(word, change.Destination.OutputPath, change.Destination.Host, change.Destination.Path);
}

/// <summary>One forward: as a laptop reaches it, and where it leads.</summary>
internal sealed record ForwardDocument(
    string Name,
    string Listen,
    string BindAddress,
    int ListenPort,
    string Worker,
    int TargetPort
)
{
    public static ForwardDocument Of(Forward forward, string listen) =>
        new(
            forward.Name,
            listen,
            forward.Listener.BindAddress.ToString(),
            forward.Listener.Port.Number,
            forward.Worker.Value,
            forward.Target.Number
        );
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower
)]
[JsonSerializable(typeof(RenderDocument))]
internal sealed partial class RenderJson : JsonSerializerContext;

/// <summary>What became of a file, in a word: the same for every verb.</summary>
internal static class ChangeWords
{
    public static string Of(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => "created",
            ChangeKind.Update => "updated",
            ChangeKind.Delete => "removed",
            ChangeKind.Unchanged => "unchanged",
            ChangeKind.Drift => "edited",
            ChangeKind.Foreign => "foreign",
        };
}
