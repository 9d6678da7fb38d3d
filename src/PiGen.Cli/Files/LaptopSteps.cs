using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Files;

/// <summary>Does steps on this machine's files.</summary>
internal sealed class LaptopSteps(LaptopFiles files)
{
    /// <exception cref="Failure">A step could not be done; those before it are.</exception>
    public void Do(ImmutableArray<LaptopStep> steps)
    {
        FolderLock? held = null;
        try
        {
            foreach (var step in steps)
            {
                if (step.Deed == LaptopDeed.Lock)
                {
                    held = Take(step.Path);
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

    private FolderLock Take(string folder)
    {
        try
        {
            return FolderLock.Take(files.InPlace(folder));
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

    private void Try(LaptopStep step)
    {
        try
        {
            DoStep(step, files.InPlace(step.Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure(
                $"{step.Path} cannot be changed: {e.Message}",
                "see whether there is room on the disk, and whose the file is",
                e
            );
        }
    }

    private void DoStep(LaptopStep step, string path)
    {
        switch (step.Deed)
        {
            case LaptopDeed.Lock:
                break;
            case LaptopDeed.Expect:
                Expect(step, path);
                break;
            case LaptopDeed.MakeFolder:
                FileModeBits.MakeOwnFolder(path);
                break;
            case LaptopDeed.Write:
                Write(step, path);
                break;
            case LaptopDeed.Rename:
                Rename(path, files.InPlace(step.To!));
                break;
            case LaptopDeed.Delete:
                File.Delete(path);
                break;
            case LaptopDeed.RemoveFolder:
                NewFolders.Delete([path]);
                break;
        }
    }

    private static void Expect(LaptopStep step, string path)
    {
        var isAsExpected = step.Content is { } content
            ? File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content.Span)
            : !File.Exists(path);
        if (!isAsExpected)
        {
            throw NothingDone.Changed(step.Path);
        }
    }

    private void Write(LaptopStep step, string path)
    {
        File.Delete(path);
        FileModeBits.WriteNew(path, step.Content!.Value.Span, step.Mode, isSynced: true);
        if (step.Like is { } like)
        {
            FileOwner.TakeGroup(path, files.InPlace(like));
        }
    }

    private static void Rename(string path, string to)
    {
        if (Directory.Exists(path))
        {
            Directory.Move(path, to);
        }
        else
        {
            File.Move(path, to, overwrite: true);
        }
    }
}
