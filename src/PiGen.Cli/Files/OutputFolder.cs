using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>The folder that a person reviews before a deployment. PiGen changes what its manifest lists there and nothing else.</summary>
internal sealed class OutputFolder : IDisposable
{
    private const int ReadOnly = 30; // EROFS

    private readonly SourceText _option;
    private readonly string _path;
    private readonly bool _isForRender;
    private HeldFolder? _folder;
    private FolderLock? _lock;
    private byte[] _document = [];

    private OutputFolder(SourceText option, bool isForRender)
    {
        _option = option;
        _isForRender = isForRender;
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(option.Content));
    }

    /// <summary>What PiGen owns here; null before the first render.</summary>
    public Manifest? Manifest { get; private set; }

    /// <summary>
    /// Opens the folder, which need not exist yet, for this program alone. Null, with errors, if something that is no folder
    /// of PiGen's is in its place, or half of what an interrupted render did.
    /// </summary>
    /// <param name="isForRender">
    /// Whether it is going to be written: then what another render did not finish is rolled back. Otherwise, a folder that nobody
    /// here can write will do as well.
    /// </param>
    public static OutputFolder? Open(SourceText option, DiagnosticBag diagnostics, bool isForRender = false)
    {
        if (option.Content.Length == 0)
        {
            diagnostics.Add(OutputDiagnostics.NoName(option.Whole));
            return null;
        }
        OutputFolder? folder = null;
        var found = new DiagnosticBag();
        Try(
            option,
            _ =>
            {
                folder = new OutputFolder(option, isForRender);
                folder.OpenIfThere(found);
            },
            found
        );
        diagnostics.AddRange(found);
        if (found.HasErrors)
        {
            folder?.Dispose();
            return null;
        }
        return folder;
    }

    /// <summary>What is to be deployed from here; null, with errors, if it is not what was rendered, edits apart.</summary>
    /// <param name="host">Whose part; null for the manager's.</param>
    public ReviewedHost? Review(DiagnosticBag diagnostics, string? host = null)
    {
        if (Manifest is not { } manifest || _folder is not { } root)
        {
            diagnostics.Add(ReviewDiagnostics.NothingRendered(_option.Whole));
            return null;
        }
        ReviewedHost? reviewed = null;
        Try(
            found =>
            {
                reviewed = ReviewedHost.Read(root, _option.Content, host, manifest, found);
                // Without a lock, whoever may write the folder may have rendered meanwhile.
                if (_lock is null && (Staging.IsHalfDone(root) || !IsManifest(_document)))
                {
                    found.Add(OutputDiagnostics.HalfMoved(_option.Whole));
                }
            },
            diagnostics
        );
        return diagnostics.HasErrors ? null : reviewed;
    }

    /// <summary>What a render has to do here. Edited and foreign files in its way are errors: none of them is lost.</summary>
    public Plan? Plan(Manifest desired, DiagnosticBag diagnostics)
    {
        Plan? plan = null;
        Try(found => plan = Survey(desired, found), diagnostics);
        foreach (var change in plan?.Changes ?? [])
        {
            if (OutputDiagnostics.InTheWay(change, Shown(change.Destination.OutputPath)) is { } diagnostic)
            {
                diagnostics.Add(diagnostic);
            }
        }
        return diagnostics.HasErrors ? null : plan;
    }

    /// <summary>Makes the folder what the plan says. False, with errors, if it cannot be written: then nothing was changed.</summary>
    /// <exception cref="Failure">It failed on the way; all is as it was, or the message says what is not.</exception>
    public bool Apply(Plan plan, ImmutableArray<Artifact> artifacts, Manifest manifest, DiagnosticBag diagnostics)
    {
        var document = ManifestDocument.Write(manifest);
        Staging? staging = null;
        if (!plan.IsEmpty || !IsManifest(document))
        {
            Try(_ => staging = Stage(plan, artifacts, document), diagnostics);
        }
        staging?.Commit();
        return !diagnostics.HasErrors;
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _folder?.Dispose();
    }

    private Plan? Survey(Manifest desired, DiagnosticBag found)
    {
        if (_lock is null)
        {
            // It may be there by now: another program has made it since.
            OpenIfThere(found);
        }
        return found.HasErrors ? null
            : _folder is { } root ? new OutputSurvey(root, desired, Manifest).Plan()
            : Core.Planning.Plan.Between(_ => null, desired.Entries, []);
    }

    private void OpenIfThere(DiagnosticBag found)
    {
        using var round = HeldFolder.OpenRound(_path, out var name);
        switch (round.Look(name).Kind)
        {
            case EntryKind.Folder:
                _folder = round.Below(name);
                Take(_folder, found);
                ReadManifest(_folder, found);
                break;
            case EntryKind.Link:
            case EntryKind.File:
            case EntryKind.Other:
                found.Add(OutputDiagnostics.NoFolder(_option.Whole, HeldFolder.LinkTarget(_path)));
                break;
            case EntryKind.None:
            case EntryKind.Blocked:
                break;
        }
    }

    private void Take(HeldFolder folder, DiagnosticBag found)
    {
        foreach (var name in OwnNames.Foreign(folder))
        {
            found.Add(OutputDiagnostics.NameTaken(Shown(name)));
        }
        if (found.HasErrors)
        {
            return;
        }
        TakeLock(folder);
        if (_isForRender)
        {
            Staging.Recover(folder, path => found.Add(OutputDiagnostics.NotLeftSo(Shown(path))));
        }
        else if (Staging.IsHalfDone(folder))
        {
            found.Add(OutputDiagnostics.HalfMoved(_option.Whole));
        }
    }

    private void TakeLock(HeldFolder folder)
    {
        try
        {
            _lock ??= FolderLock.Take(folder);
        }
        catch (Exception e) when (!_isForRender && (e is UnauthorizedAccessException || e.HResult == ReadOnly))
        {
            // A person of another name may: what is read is looked at once more when all is read.
        }
    }

    private string Shown(string path) => Path.Combine(_option.Content, path);

    private void ReadManifest(HeldFolder folder, DiagnosticBag found)
    {
        var shown = Shown(ManifestDocument.FileName);
        var kind = folder.Look(ManifestDocument.FileName).Kind;
        if (kind is not (EntryKind.None or EntryKind.File))
        {
            found.Add(OutputDiagnostics.NameTaken(shown));
        }
        else if (kind == EntryKind.File && !found.HasErrors)
        {
            _document = folder.Read(ManifestDocument.FileName, MostBytes.Rendered);
            Manifest = Utf8Text.Decode(shown, _document, found) is { } text ? ManifestDocument.Read(text, found) : null;
        }
    }

    private bool HasManifest => _folder?.Look(ManifestDocument.FileName).Kind == EntryKind.File;

    private bool IsManifest(byte[] document) =>
        HasManifest && _folder!.Read(ManifestDocument.FileName, MostBytes.Rendered).AsSpan().SequenceEqual(document);

    // All that can be refused is refused here, before the first file of the folder is touched.
    private Staging Stage(Plan plan, ImmutableArray<Artifact> artifacts, byte[] document)
    {
        using var round = HeldFolder.OpenRound(_path, out var name);
        var made = round.MakeFolder(name);
        Staging? staging = null;
        try
        {
            _folder ??= round.Below(name);
            TakeNew(_folder);
            staging = Staging.Begin(_folder);
            WriteAll(staging, plan, artifacts);
            staging.Write(ManifestDocument.FileName, document, FileModes.TryParse("0644")!.Value, HasManifest);
            return staging;
        }
        catch
        {
            staging?.Abandon();
            Dispose();
            _ = made.All(round.DeleteFolder);
            throw;
        }
    }

    // A folder that was not there when the plan was made, and now has a manifest, is another program's.
    private void TakeNew(HeldFolder folder)
    {
        if (_lock is null)
        {
            _lock = FolderLock.Take(folder);
            if (HasManifest)
            {
                throw FolderLock.Taken(_path);
            }
        }
    }

    // The plan has a change for each artifact, in their order, and then what is no longer wanted.
    private static void WriteAll(Staging staging, Plan plan, ImmutableArray<Artifact> artifacts)
    {
        foreach (var (change, artifact) in plan.Changes.Zip(artifacts))
        {
            if (change.Kind is ChangeKind.Create or ChangeKind.Update)
            {
                var replaces = change.Kind == ChangeKind.Update;
                staging.Write(change.Destination.OutputPath, artifact.Bytes.Span, artifact.Mode, replaces);
            }
        }
        foreach (var change in plan.Changes.Where(change => change.Kind == ChangeKind.Delete))
        {
            staging.Delete(change.Destination.OutputPath);
        }
    }

    private void Try(Action<DiagnosticBag> action, DiagnosticBag diagnostics) => Try(_option, action, diagnostics);

    private static void Try(SourceText option, Action<DiagnosticBag> action, DiagnosticBag diagnostics)
    {
        try
        {
            action(diagnostics);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(OutputDiagnostics.Unusable(option.Whole, e));
        }
    }
}
