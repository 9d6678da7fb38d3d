using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Files;

/// <summary>A file of the person's on this machine, as it was when it was looked at, to be exchanged for another as a whole.</summary>
internal sealed class FoundFile
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly LaptopFiles _files = new(PersonsSshFolder.Home);
    private readonly string _path;
    private readonly LaptopFile _found;

    private FoundFile(string path) => (_path, _found) = (path, _files.Look(path));

    /// <summary>What the person has to know before it is exchanged; null for nothing.</summary>
    public string? Remark => OtherNames.Remark(_found.Names);

    /// <summary>Null where there is none.</summary>
    public byte[]? Content => _found.IsFile ? _found.Content.ToArray() : null;

    private string Folder => Path.GetDirectoryName(_path)!;

    /// <param name="path">As <see cref="PersonsSshFolder.InPlace"/> gives it.</param>
    /// <exception cref="Failure">It cannot be read.</exception>
    public static FoundFile Look(string path)
    {
        var file = new FoundFile(path);
        return file._found.Kind is LaptopFileKind.None or LaptopFileKind.File ? file : throw file.Refusal();
    }

    /// <exception cref="Failure">It must not be exchanged.</exception>
    public void Check()
    {
        if (Objection() is not null)
        {
            throw Refusal();
        }
        if (_found.IsFile && Backup() is null)
        {
            throw NoBackup();
        }
    }

    /// <summary>
    /// In one step, with its mode, group, access list and attributes. A link is followed; what was there is kept beside it.
    /// </summary>
    /// <exception cref="Failure">Something else is there by now, another pigen is at work, or the disk said no.</exception>
    public void Exchange(byte[] becomes) => new LaptopSteps(_files).Do(StepsTo(becomes));

    /// <summary>Takes away what a run has left that was killed.</summary>
    /// <exception cref="Failure">Another pigen is at work, or the disk said no.</exception>
    public void Tidy()
    {
        string[] left = [Path.Join(LockFolder(), FolderLock.Name), .. Besides().Where(HeldFolder.IsFile)];
        if (left.Any(HeldFolder.IsFile))
        {
            new LaptopSteps(_files).Do([LaptopStep.Lock(LockFolder()), .. left[1..].Select(LaptopStep.Delete)]);
        }
    }

    internal ImmutableArray<LaptopStep> StepsTo(byte[] becomes)
    {
        var (beside, backup) = (ConfigPlaces.Beside(_found.RealPath), Backup());
        if (_found.IsFile && backup is null)
        {
            throw NoBackup();
        }
        var keeps = backup is { IsThere: false };
        return
        [
            LaptopStep.Lock(LockFolder()),
            LaptopStep.Expect(_found),
            .. Besides().Where(HeldFolder.IsFile).Select(LaptopStep.Delete),
            .. HeldFolder.IsFolder(Folder) ? (LaptopStep[])[] : [LaptopStep.MakeFolder(Folder)],
            .. keeps ? [Write(ConfigPlaces.Beside(backup!.Path), _found.Content)] : (LaptopStep[])[],
            Write(beside, becomes),
            .. keeps ? [LaptopStep.Replace(ConfigPlaces.Beside(backup!.Path), backup.Path, null)] : (LaptopStep[])[],
            LaptopStep.Replace(beside, _found.RealPath, LaptopStep.ContentOf(_found)),
            .. _found.IsFile ? [LaptopStep.ExpectBeside(beside, _found), LaptopStep.Delete(beside)] : (LaptopStep[])[],
        ];
    }

    private LaptopStep Write(string beside, ReadOnlyMemory<byte> content) =>
        _found.IsFile
            ? LaptopStep.Write(beside, content, _found.Mode, _found.RealPath)
            : LaptopStep.Write(beside, content, OwnFile);

    // One that is a copy of the file as it is, or where the next may lie: what has a name already may be the person's.
    private LaptopFile? Backup() =>
        !_found.IsFile
            ? null
            : ConfigPlaces
                .Backups(_path)
                .Select(_files.Look)
                .FirstOrDefault(file => !file.IsLink && (!file.IsThere || file.Has(_found.Content.Span)));

    // What is there for a moment while the file is exchanged.
    private IEnumerable<string> Besides()
    {
        string[] backup = Backup() is { } file ? [ConfigPlaces.Beside(file.Path)] : [];
        string[] files = [.. backup, ConfigPlaces.Beside(_found.RealPath)];
        return [.. files, .. files.Select(ConfigPlaces.OldName)];
    }

    // Where ssh-config locks as well: round the folder, for it may have to be made.
    private string LockFolder()
    {
        using var round = HeldFolder.OpenRound(Folder, out _);
        var isSafe = FolderLock.IsPersonsAlone(round) || !HeldFolder.IsFolder(Folder);
        return isSafe && round.CanWrite("") ? round.Path : Folder;
    }

    private Failure NoBackup() =>
        new($"{_path} was not changed: {ConfigPlaces.NoBackup(_path)}", "move those away that you no longer need");

    private Failure Refusal() =>
        new(
            $"{_path} cannot be written: {Objection()}",
            "see whose it is; UserKnownHostsFile in your ssh_config may name another file"
        );

    private string? Objection() =>
        _found.Kind switch
        {
            LaptopFileKind.None or LaptopFileKind.File => _found.Obstacle switch
            {
                LaptopObstacle.None => null,
                LaptopObstacle.Foreign => "it is another user's",
                LaptopObstacle.ReadOnly => "it is read-only",
                LaptopObstacle.ReadOnlyFolder => "its folder is read-only",
            },
            LaptopFileKind.Folder or LaptopFileKind.Other => "it is no file",
            LaptopFileKind.BrokenLink => "it is a link that leads to nothing",
            LaptopFileKind.Unreadable => "it may not even be read",
        };
}
