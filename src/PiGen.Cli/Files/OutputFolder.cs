using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>The folder that a person reviews before a deployment. PiGen changes what its manifest lists there and nothing else.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string _path;
    private FileStream? _lock;

    private OutputFolder(string path) => _path = path;

    /// <summary>What PiGen owns here; null before the first render.</summary>
    public Manifest? Manifest { get; private set; }

    /// <summary>
    /// Opens the folder, which need not exist yet, for this program alone, and rolls back what another did not finish.
    /// Null, with errors, if something that is no folder of PiGen's is in its place.
    /// </summary>
    public static OutputFolder? Open(SourceText option, DiagnosticBag diagnostics)
    {
        var info = new DirectoryInfo(option.Content.Length == 0 ? "." : option.Content);
        if (info.LinkTarget is not null || File.Exists(info.FullName))
        {
            diagnostics.Add(OutputDiagnostics.NoFolder(option.Whole, info.LinkTarget));
            return null;
        }
        var folder = new OutputFolder(info.FullName);
        if (info.Exists)
        {
            folder.Attempt(folder.Take);
            folder.ReadManifest(option.Content, diagnostics);
        }
        if (diagnostics.HasErrors)
        {
            folder.Dispose();
            return null;
        }
        return folder;
    }

    /// <summary>What a render has to do here. Edited and foreign files in its way are errors: none of them is lost.</summary>
    public Plan Plan(Manifest desired, DiagnosticBag diagnostics)
    {
        var owned = Manifest?.Entries ?? [];
        var modes = desired.Entries.Concat(owned).DistinctBy(entry => entry.Destination);
        var expected = modes.ToDictionary(entry => entry.Destination, entry => entry.Fingerprint.Mode);
        var links = new LinkedFolders(_path);
        Plan plan = null!;
        Attempt(() =>
            plan = Core.Planning.Plan.Between(
                destination => Actual(destination, expected[destination], links),
                desired.Entries,
                owned
            )
        );
        foreach (var change in plan.Changes)
        {
            if (
                OutputDiagnostics.InTheWay(change, Path.Combine(_path, change.Destination.OutputPath)) is { } diagnostic
            )
            {
                diagnostics.Add(diagnostic);
            }
        }
        return plan;
    }

    /// <summary>Makes the folder what the plan says, or on a failure leaves it as it was.</summary>
    public void Apply(Plan plan, ImmutableArray<Artifact> artifacts, Manifest manifest)
    {
        var document = ManifestDocument.Write(manifest);
        var manifestPath = Path.Combine(_path, ManifestDocument.FileName);
        Attempt(() =>
        {
            if (
                plan.IsEmpty
                && File.Exists(manifestPath)
                && File.ReadAllBytes(manifestPath).AsSpan().SequenceEqual(document)
            )
            {
                return;
            }
            var isNew = !Directory.Exists(_path);
            Directory.CreateDirectory(_path);
            try
            {
                Take();
                Stage(plan, artifacts, document);
            }
            catch when (isNew)
            {
                Dispose();
                DeleteIfEmpty();
                throw;
            }
        });
    }

    public void Dispose() => _lock?.Dispose();

    private void Stage(Plan plan, ImmutableArray<Artifact> artifacts, byte[] document)
    {
        var staging = Staging.Begin(_path);
        try
        {
            var byDestination = artifacts.ToDictionary(artifact => artifact.Destination);
            foreach (var change in plan.Changes)
            {
                Stage(staging, change, byDestination);
            }
            staging.Write(ManifestDocument.FileName, document, FileModes.TryParse("0644")!.Value);
            staging.Commit();
        }
        catch
        {
            staging.RollBack();
            throw;
        }
    }

    private static void Stage(Staging staging, Change change, Dictionary<Destination, Artifact> artifacts)
    {
        var path = change.Destination.OutputPath;
        switch (change.Kind)
        {
            case ChangeKind.Create:
            case ChangeKind.Update:
                var artifact = artifacts[change.Destination];
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

    private Fingerprint? Actual(Destination destination, UnixFileMode expected, LinkedFolders links)
    {
        var file = new FileInfo(Path.Combine(_path, destination.OutputPath));
        if (file.LinkTarget is not null || Directory.Exists(file.FullName) || links.Lead(destination.OutputPath))
        {
            return new(default, "");
        }
        return file.Exists ? Fingerprint.Of(FileModeBits.Of(file, expected), File.ReadAllBytes(file.FullName)) : null;
    }

    private void ReadManifest(string name, DiagnosticBag diagnostics)
    {
        var file = new FileInfo(Path.Combine(_path, ManifestDocument.FileName));
        if (!file.Exists && file.LinkTarget is null)
        {
            return;
        }
        Attempt(() =>
        {
            if (Utf8Text.Read(Path.Combine(name, file.Name), diagnostics) is { } text)
            {
                Manifest = ManifestDocument.Read(text, diagnostics);
            }
        });
    }

    // The lock goes with the process that holds it; the file stays away from the folder's listing.
    private void Take()
    {
        try
        {
            _lock ??= new(
                Path.Combine(_path, ".pigen-lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException e)
            when (e is not DirectoryNotFoundException && File.Exists(Path.Combine(_path, ".pigen-lock")))
        {
            throw new Failure($"another pigen is at work in {_path}", "wait until it has ended, then try again", e);
        }
        Staging.Recover(_path);
    }

    private void DeleteIfEmpty()
    {
        if (!Directory.EnumerateFileSystemEntries(_path).Any())
        {
            Directory.Delete(_path);
        }
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure(
                $"{_path} cannot be written: {e.Message}",
                "make it writable, or render elsewhere with --output DIR; nothing was changed",
                e
            );
        }
    }
}
