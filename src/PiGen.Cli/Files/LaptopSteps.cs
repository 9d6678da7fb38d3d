using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Files;

/// <summary>Does steps on this machine's files: all, or none.</summary>
internal sealed class LaptopSteps(LaptopFiles files)
{
    private readonly Stack<LaptopStep> _done = [];

    /// <exception cref="NothingDone">A step could not be done; all is as it was.</exception>
    /// <exception cref="Failure">Nor could those before it be taken back; or all is done but for what is cleared away.</exception>
    public void Do(ImmutableArray<LaptopStep> steps)
    {
        FolderLock? held = null;
        try
        {
            foreach (var step in steps)
            {
                if (step.Deed == LaptopDeed.Lock)
                {
                    held = Take(step.Path, step.To);
                }
                else
                {
                    Try(step);
                }
            }
        }
        finally
        {
            held?.Dispose();
        }
    }

    private FolderLock Take(string folder, string? within)
    {
        try
        {
            return FolderLock.Take(files.InPlace(IsPersonsAlone(folder) ? folder : within ?? folder));
        }
        catch (Failure failure)
        {
            throw NothingDone.Of(failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NothingDone($"{folder} cannot be written: {e.Message}", "look at its owner and mode", e);
        }
    }

    private bool IsPersonsAlone(string path)
    {
        using var folder = HeldFolder.Open(files.InPlace(path));
        return FolderLock.IsPersonsAlone(folder);
    }

    private void Try(LaptopStep step)
    {
        try
        {
            DoStep(step, files.InPlace(step.Path), step.To is { } to ? files.InPlace(to) : "");
            _done.Push(step);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Failure)
        {
            var failure = e as Failure ?? FailureOf(step.Path, e);
            if (IsOver || step.Deed == LaptopDeed.TakeFolder)
            {
                throw failure;
            }
            failure = TakeBack(failure);
            throw failure as NothingDone ?? NothingDone.Of(failure);
        }
    }

    private static Failure FailureOf(string path, Exception cause) =>
        new(
            $"{path} cannot be changed: {cause.Message}",
            cause is UnauthorizedAccessException
                ? "look at its owner, mode and attributes (lsattr), and those of its folder"
                : "see whether there is room on the disk, and whose the file is",
            cause
        );

    // Once all is in place, what it has taken the place of is deleted, and there is no way back.
    private bool IsOver => _done.SkipWhile(step => step.Deed != LaptopDeed.Delete).Any(IsExchange);

    private static bool IsExchange(LaptopStep step) => step.Deed is LaptopDeed.Replace or LaptopDeed.Take;

    // What the person is told: the failure, unless there is more to say about the way back.
    private Failure TakeBack(Failure failure)
    {
        while (_done.TryPop(out var step))
        {
            try
            {
                TakeBack(step, files.InPlace(step.Path), step.To is { } to ? files.InPlace(to) : "");
            }
            catch (NothingDone second)
            {
                failure = second;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new Failure($"{failure.Message}; nor could that be taken back: {e.Message}", failure.Hint, e);
            }
        }
        return failure;
    }

    private void DoStep(LaptopStep step, string path, string to)
    {
        using var folder = FolderOf(path, isNeeded: !MayMissFolder(step.Deed));
        var (name, toName) = (Path.GetFileName(path), Path.GetFileName(to));
        switch (step.Deed)
        {
            case LaptopDeed.Lock:
                break;
            case LaptopDeed.Expect:
                Expect(folder, name, step, to.Length == 0 ? path : to);
                break;
            case LaptopDeed.ExpectClusters:
                ExpectClusters(step);
                break;
            case LaptopDeed.MakeFolder:
                folder!.MakeFolder(name, isPrivate: true);
                break;
            case LaptopDeed.Write:
                folder!.Delete(name);
                folder.WriteNew(name, step.Content!.Value.Span, step.Mode, isSynced: true, RightsOf(step.Like));
                break;
            case LaptopDeed.Replace:
                FileExchange.Replace(folder!, name, toName, step.Content, () => WrittenTo(step.Path));
                break;
            case LaptopDeed.Take:
                FileExchange.Take(folder!, name, toName, step.Content!.Value);
                break;
            case LaptopDeed.Rename:
                folder!.Move(name, toName);
                break;
            case LaptopDeed.Delete:
                folder?.Delete(name);
                break;
            case LaptopDeed.RemoveFolder:
                RemoveFolder(folder, name);
                break;
            case LaptopDeed.TakeFolder:
                TakeFolder(folder, name, toName);
                break;
        }
    }

    private void TakeBack(LaptopStep step, string path, string to)
    {
        using var folder = FolderOf(path, isNeeded: step.Deed is LaptopDeed.Replace or LaptopDeed.Take);
        var (name, toName) = (Path.GetFileName(path), Path.GetFileName(to));
        switch (step.Deed)
        {
            case LaptopDeed.Lock:
            case LaptopDeed.Expect:
            case LaptopDeed.ExpectClusters:
            case LaptopDeed.Delete:
            case LaptopDeed.RemoveFolder:
            case LaptopDeed.TakeFolder:
                break;
            case LaptopDeed.MakeFolder:
                RemoveFolder(folder, name);
                break;
            case LaptopDeed.Write:
                folder?.Delete(name);
                break;
            case LaptopDeed.Replace when step.Content is null:
                folder!.Move(toName, name);
                break;
            case LaptopDeed.Replace:
                FileExchange.PutBack(folder!, name, toName, WrittenTo(step.Path));
                break;
            case LaptopDeed.Take:
                folder!.Move(toName, name);
                break;
            case LaptopDeed.Rename:
                TakeFolder(folder, toName, name);
                folder?.Delete($"{toName}/{ConfigPlaces.RecordName}");
                break;
        }
    }

    // What a deletion is about may be gone with its folder.
    private static bool MayMissFolder(LaptopDeed deed) =>
        deed
            is LaptopDeed.Expect
                or LaptopDeed.ExpectClusters
                or LaptopDeed.Delete
                or LaptopDeed.RemoveFolder
                or LaptopDeed.TakeFolder;

    private static HeldFolder? FolderOf(string path, bool isNeeded)
    {
        try
        {
            return HeldFolder.Open(Path.GetDirectoryName(path)!);
        }
        catch (DirectoryNotFoundException) when (!isNeeded)
        {
            return null;
        }
    }

    private FileRights? RightsOf(string? like)
    {
        if (like is null)
        {
            return null;
        }
        var path = files.InPlace(like);
        using var folder = HeldFolder.Open(Path.GetDirectoryName(path)!);
        return folder.Rights(Path.GetFileName(path));
    }

    private static void Expect(HeldFolder? folder, string name, LaptopStep step, string shown)
    {
        if (folder is null ? step.Content is not null : !FileExchange.Has(folder, name, step.Content))
        {
            throw NothingDone.Changed(shown);
        }
    }

    private void ExpectClusters(LaptopStep step)
    {
        var found = files.Find(ConfigPlaces.AllBlocks(step.Path)).Select(path => Path.GetFileName(path));
        if (!step.Content!.Value.Span.SequenceEqual(LaptopStep.ListOf(found)))
        {
            throw NothingDone.Changed(files.InPlace(step.Path));
        }
    }

    private ReadOnlyMemory<byte> WrittenTo(string path) =>
        _done.First(step => step.Deed == LaptopDeed.Write && step.Path == path).Content!.Value;

    private static void RemoveFolder(HeldFolder? folder, string name)
    {
        if (folder?.Look(name).Kind == EntryKind.Folder && folder.Names(name).Count == 0)
        {
            folder.DeleteFolder(name);
        }
    }

    // The person may write something into it at any moment, and then it is not to be missed.
    private static void TakeFolder(HeldFolder? folder, string name, string to)
    {
        if (folder is null || !IsOursAlone(folder, name) || !TryMove(folder, name, to))
        {
            return;
        }
        if (IsOursAlone(folder, to))
        {
            folder.Delete($"{to}/{ConfigPlaces.RecordName}");
            folder.Delete($"{to}/{FolderLock.Name}");
        }
        if (!folder.DeleteFolder(to) && !TryMove(folder, to, name))
        {
            var (taken, kept) = (Path.Combine(folder.Path, name), Path.Combine(folder.Path, to));
            throw new Failure(
                $"{taken} is there again: what somebody wrote into the one before is in {kept}",
                $"move what you need from {kept} to {taken}, then remove {kept}"
            );
        }
    }

    private static bool IsOursAlone(HeldFolder folder, string name) =>
        folder.Look(name).Kind == EntryKind.Folder
        && folder.Names(name).All(inside => inside is ConfigPlaces.RecordName or FolderLock.Name);

    private static bool TryMove(HeldFolder folder, string name, string to)
    {
        try
        {
            folder.Move(name, to);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
