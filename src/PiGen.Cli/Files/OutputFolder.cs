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
    private readonly bool _isForReading;
    private FolderLock? _lock;

    private OutputFolder(SourceText option, bool isForReading)
    {
        _option = option;
        _isForReading = isForReading;
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(option.Content));
    }

    /// <summary>What PiGen owns here; null before the first render.</summary>
    public Manifest? Manifest { get; private set; }

    private string ManifestPath => Path.Combine(_path, ManifestDocument.FileName);

    /// <summary>
    /// Opens the folder, which need not exist yet, for this program alone, and rolls back what another did not finish.
    /// Null, with errors, if it cannot be written or something that is no folder of PiGen's is in its place.
    /// </summary>
    /// <param name="isForReading">Whether a folder that nobody here can write will do as well.</param>
    public static OutputFolder? Open(SourceText option, DiagnosticBag diagnostics, bool isForReading = false)
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
                folder = new OutputFolder(option, isForReading);
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
        if (Manifest is not { } manifest)
        {
            diagnostics.Add(ReviewDiagnostics.NothingRendered(_option.Whole));
            return null;
        }
        ReviewedHost? reviewed = null;
        Try(found => reviewed = ReviewedHost.Read(_path, _option.Content, host, manifest, found), diagnostics);
        return reviewed;
    }

    /// <summary>What a render has to do here. Edited and foreign files in its way are errors: none of them is lost.</summary>
    public Plan? Plan(Manifest desired, DiagnosticBag diagnostics)
    {
        Plan? plan = null;
        Try(found => plan = Survey(desired, found), diagnostics);
        foreach (var change in plan?.Changes ?? [])
        {
            var path = Path.Combine(_option.Content, change.Destination.OutputPath);
            if (OutputDiagnostics.InTheWay(change, path) is { } diagnostic)
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

    public void Dispose() => _lock?.Dispose();

    private Plan? Survey(Manifest desired, DiagnosticBag found)
    {
        if (_lock is null)
        {
            // It may be there by now: another program has made it since.
            OpenIfThere(found);
        }
        return found.HasErrors ? null : new OutputSurvey(_path, desired, Manifest).Plan();
    }

    private void OpenIfThere(DiagnosticBag found)
    {
        var info = new DirectoryInfo(_path);
        if (info.LinkTarget is not null || File.Exists(_path))
        {
            found.Add(OutputDiagnostics.NoFolder(_option.Whole, info.LinkTarget));
            return;
        }
        if (info.Exists)
        {
            Take(found);
            ReadManifest(found);
        }
    }

    private void Take(DiagnosticBag found)
    {
        foreach (var name in OwnNames.Foreign(_path))
        {
            found.Add(OutputDiagnostics.NameTaken(Path.Combine(_option.Content, name)));
        }
        try
        {
            if (!found.HasErrors)
            {
                _lock ??= FolderLock.Take(_path);
                Staging.Recover(_path);
            }
        }
        catch (Exception e) when (_isForReading && (e is UnauthorizedAccessException || e.HResult == ReadOnly))
        {
            // Then nobody is writing it either.
        }
    }

    private void ReadManifest(DiagnosticBag found)
    {
        var shown = Path.Combine(_option.Content, ManifestDocument.FileName);
        if (Directory.Exists(ManifestPath) || new FileInfo(ManifestPath).LinkTarget is not null)
        {
            found.Add(OutputDiagnostics.NameTaken(shown));
        }
        else if (!found.HasErrors && File.Exists(ManifestPath) && Utf8Text.Read(ManifestPath, shown, found) is { } text)
        {
            Manifest = ManifestDocument.Read(text, found);
        }
    }

    private bool IsManifest(byte[] document) =>
        File.Exists(ManifestPath) && File.ReadAllBytes(ManifestPath).AsSpan().SequenceEqual(document);

    // All that can be refused is refused here, before the first file of the folder is touched.
    private Staging Stage(Plan plan, ImmutableArray<Artifact> artifacts, byte[] document)
    {
        var missing = NewFolders.Missing(_path);
        Staging? staging = null;
        try
        {
            Directory.CreateDirectory(_path);
            TakeNew();
            staging = Staging.Begin(_path);
            WriteAll(staging, plan, artifacts);
            staging.Write(ManifestDocument.FileName, document, FileModes.TryParse("0644")!.Value);
            return staging;
        }
        catch
        {
            staging?.Abandon();
            Dispose();
            NewFolders.Delete(missing);
            throw;
        }
    }

    // A folder that was not there when the plan was made, and now has a manifest, is another program's.
    private void TakeNew()
    {
        if (_lock is null)
        {
            _lock = FolderLock.Take(_path);
            if (File.Exists(ManifestPath))
            {
                throw FolderLock.Taken(_path);
            }
        }
    }

    private static void WriteAll(Staging staging, Plan plan, ImmutableArray<Artifact> artifacts)
    {
        var byDestination = artifacts.ToDictionary(artifact => artifact.Destination);
        foreach (var change in plan.Changes)
        {
            var path = change.Destination.OutputPath;
            switch (change.Kind)
            {
                case ChangeKind.Create:
                case ChangeKind.Update:
                    var artifact = byDestination[change.Destination];
                    staging.Write(path, artifact.Bytes.Span, artifact.Mode);
                    break;
                case ChangeKind.Delete:
                    staging.Delete(path);
                    break;
                case ChangeKind.Unchanged:
                case ChangeKind.Drift:
                case ChangeKind.Foreign:
                    break;
            }
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
