using System.Collections.Immutable;
using System.Text.Json;
using PiGen.Core.Deployment;
using PiGen.Core.Model;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

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
        writer.WriteLine(JsonSerializer.Serialize(document, AnswerJson.Default.RenderDocument));
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

/// <summary>What a deployment makes of the files on a manager, line by line: what is there now against what was rendered.</summary>
/// <param name="isExact">Whether a program may read it where there is no terminal: patch(1) wants every byte. What a person agrees to is always shown.</param>
internal sealed class DiffReport(Terminal terminal, bool isExact = false)
{
    private readonly Paint _paint = new(terminal.OutHasColor);

    public void Print(DeploymentPlan plan) =>
        Print(plan, plan.Files.Changes.Where(change => change.Kind != ChangeKind.Unchanged));

    /// <summary>Of what somebody would lose, and of nothing else.</summary>
    public void PrintObjections(DeploymentPlan plan) => Print(plan, plan.Objections);

    private void Print(DeploymentPlan plan, IEnumerable<Change> changes)
    {
        var artifacts = plan.Artifacts.ToDictionary(artifact => artifact.Destination.Path, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var path = change.Destination.Path;
            if (plan.Restored.Contains(change.Destination))
            {
                terminal.Out.WriteLine(_paint.Bold(Shown($"{path} will be what was there before PiGen's")));
                continue;
            }
            Print(path, plan.State.Files.GetValueOrDefault(path), artifacts.GetValueOrDefault(path));
        }
    }

    private void Print(string path, RemoteFile? now, Artifact? wanted)
    {
        if (now is not null && WhatElse(now) is { } what)
        {
            terminal.Out.WriteLine(_paint.Bold(Shown($"{path} is {what} there")));
            now = null;
        }
        else if (now is not null && wanted is not null && now.Mode != wanted.Mode)
        {
            var (from, to) = (FileModes.Format(now.Mode), FileModes.Format(wanted.Mode));
            terminal.Out.WriteLine(_paint.Bold($"mode of {path}: {from}, will be {to}"));
        }
        foreach (var line in UnifiedDiff.Between(path, now?.Content, wanted?.Bytes))
        {
            terminal.Out.WriteLine(Painted(line.Kind, Shown(line.Text)));
        }
    }

    private static string? WhatElse(RemoteFile file) =>
        file.Kind switch
        {
            RemoteFileKind.File => null,
            RemoteFileKind.Folder => "a folder",
            RemoteFileKind.Link => $"a link to {file.LinkTarget}",
            RemoteFileKind.Other => "no plain file",
            RemoteFileKind.Unreadable => "readable by root only",
        };

    private string Shown(string text) => isExact && !terminal.OutIsTerminal ? text : ShownText.Of(text);

    private string Painted(DiffLineKind kind, string text) =>
        kind switch
        {
            DiffLineKind.Title => _paint.Bold(text),
            DiffLineKind.Place => _paint.Blue(text),
            DiffLineKind.Common => text,
            DiffLineKind.Removed => _paint.Red(text),
            DiffLineKind.Added => _paint.Green(text),
            DiffLineKind.Note => text,
        };
}
