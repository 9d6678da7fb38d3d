using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Planning;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>Templates of the built-in pack, written as files. A file that is something else stays, unless overwriting it was asked for.</summary>
internal static class EjectedTemplates
{
    /// <summary>What became of each file; null, with errors and nothing written, if one is in the way.</summary>
    public static ImmutableArray<EjectedTemplate>? Write(
        ImmutableArray<SourceText> templates,
        string folder,
        bool force,
        DiagnosticBag diagnostics
    )
    {
        try
        {
            ImmutableArray<EjectedTemplate> planned = [.. templates.Select(template => Plan(template, folder))];
            foreach (var file in force ? [] : planned.Where(file => file.Change == ChangeKind.Update))
            {
                diagnostics.Add(TemplateFileDiagnostics.Changed(file.Path));
            }
            return diagnostics.HasErrors ? null : Write(planned, templates, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure(
                $"{folder} cannot be written: {e.Message}",
                "make it writable, or name another folder",
                e
            );
        }
    }

    private static EjectedTemplate Plan(SourceText template, string folder)
    {
        var path = Path.Combine(folder, template.Name);
        var change =
            !File.Exists(path) ? ChangeKind.Create
            : File.ReadAllText(path) == template.Content ? ChangeKind.Unchanged
            : ChangeKind.Update;
        return new(change, path);
    }

    private static ImmutableArray<EjectedTemplate> Write(
        ImmutableArray<EjectedTemplate> planned,
        ImmutableArray<SourceText> templates,
        string folder
    )
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, template) in planned.Zip(templates))
        {
            if (file.Change != ChangeKind.Unchanged)
            {
                File.WriteAllText(file.Path, template.Content);
            }
        }
        return planned;
    }
}

/// <summary>A file and what became of it: created, updated or unchanged.</summary>
internal sealed record EjectedTemplate(ChangeKind Change, string Path);
