using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Reporting;

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
