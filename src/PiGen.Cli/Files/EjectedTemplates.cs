using System.Collections.Immutable;
using System.Text;
using PiGen.Core;
using PiGen.Core.Planning;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>
/// Templates of the built-in pack, written as files, all or none. A file that is something else stays, unless overwriting it
/// was asked for; what is no file stays in any case.
/// </summary>
internal static class EjectedTemplates
{
    /// <summary>What became of each file; null, with errors and nothing written, if something is in the way.</summary>
    public static ImmutableArray<EjectedTemplate>? Write(
        ImmutableArray<SourceText> templates,
        string folder,
        bool force,
        DiagnosticBag diagnostics
    )
    {
        try
        {
            using var target = OpenOrMake(Path.GetFullPath(Path.Combine(".", folder)));
            using var held = FolderLock.Take(target);
            Staging.Recover(target, path => diagnostics.Add(OutputDiagnostics.NotLeftSo(Path.Combine(folder, path))));
            ImmutableArray<EjectedTemplate> planned =
            [
                .. templates.Select(template => Plan(target, template, Path.Combine(folder, template.Name))),
            ];
            diagnostics.AddRange(planned.Select(file => Objection(file, force)).OfType<Diagnostic>());
            if (diagnostics.HasErrors)
            {
                return null;
            }
            if (planned.Any(file => file.Change != ChangeKind.Unchanged))
            {
                Write(target, planned.Zip(templates).Where(pair => pair.First.Change != ChangeKind.Unchanged));
            }
            return planned;
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

    // A link that the person named as the folder is followed.
    private static HeldFolder OpenOrMake(string path)
    {
        using var round = HeldFolder.OpenRound(path, out var name);
        if (round.Look(name).Kind is EntryKind.None)
        {
            round.MakeFolder(name);
        }
        return HeldFolder.Open(path);
    }

    private static EjectedTemplate Plan(HeldFolder folder, SourceText template, string path)
    {
        var entry = folder.Look(template.Name);
        var change = entry.Kind switch
        {
            EntryKind.None => ChangeKind.Create,
            EntryKind.File => IsSame(folder, template, entry) ? ChangeKind.Unchanged : ChangeKind.Update,
            EntryKind.Folder or EntryKind.Link or EntryKind.Other or EntryKind.Blocked => ChangeKind.Foreign,
        };
        return new(change, path) { Mode = entry.Kind == EntryKind.File ? entry.Mode : null };
    }

    // So is a Windows checkout of it, which adds at most as many bytes as there are, and a mark.
    private static bool IsSame(HeldFolder folder, SourceText template, Entry entry)
    {
        var most = 2 * Encoding.UTF8.GetByteCount(template.Content) + Encoding.UTF8.Preamble.Length;
        return entry.Size <= most
            && Utf8Text.Decode(template.Name, folder.Read(template.Name, most), [])?.Content == template.Content;
    }

    private static Diagnostic? Objection(EjectedTemplate file, bool force) =>
        file.Change switch
        {
            ChangeKind.Foreign => TemplateFileDiagnostics.InTheWay(file.Path),
            ChangeKind.Update when !force => TemplateFileDiagnostics.Changed(file.Path),
            ChangeKind.Update or ChangeKind.Create or ChangeKind.Unchanged or ChangeKind.Delete or ChangeKind.Drift =>
                null,
        };

    private static void Write(HeldFolder folder, IEnumerable<(EjectedTemplate File, SourceText Template)> files)
    {
        var staging = Staging.Begin(folder);
        try
        {
            foreach (var (file, template) in files)
            {
                var bytes = Encoding.UTF8.GetBytes(template.Content);
                staging.Write(template.Name, bytes, file.Mode, replaces: file.Change == ChangeKind.Update);
            }
        }
        catch
        {
            staging.Abandon();
            throw;
        }
        staging.Commit();
    }
}

/// <summary>A file and what became of it: created, updated or unchanged.</summary>
internal sealed record EjectedTemplate(ChangeKind Change, string Path)
{
    /// <summary>Its mode until then, to be kept; null for a new file.</summary>
    public UnixFileMode? Mode { get; init; }
}
