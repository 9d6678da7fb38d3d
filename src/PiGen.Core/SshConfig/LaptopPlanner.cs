using System.Collections.Immutable;
using System.Text;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>
/// Orders what has to be done so that a stop after any step leaves a configuration that ssh reads as before or as after,
/// and that the next run leads to its end.
/// </summary>
internal sealed class LaptopPlanner
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly LaptopState _state;
    private readonly ChangedConfig _config;
    private readonly byte[]? _blocks;
    private readonly ImmutableArray<FileChange> _files;
    private readonly ImmutableArray<string> _made;
    private readonly ImmutableArray<string> _missing;
    private readonly bool _isGone;

    /// <param name="blocks">The cluster's own file as it is to be; null for none.</param>
    public LaptopPlanner(LaptopState state, ChangedConfig config, byte[]? blocks)
    {
        (_state, _config, _blocks) = (state, config, blocks);
        _isGone = blocks is null && !config.HasOurs && state.Others.IsEmpty;
        _made = MadeBefore(state.Record);
        _missing = Missing(blocks is not null);
        FileChange[] files =
        [
            new(state.Backup, BackupAfter(), Like: state.Config.IsFile ? state.Config : null),
            new(state.Blocks, blocks, Like: null),
            new(state.Config, config.Bytes, Like: null),
        ];
        // What is named is there before it is named, and goes after.
        _files = [.. (blocks is null ? files.Reverse() : files).Where(file => !file.IsNothing)];
    }

    private ConfigPlaces Places => _state.Places;

    public LaptopPlan? Plan(Func<string, string> shownAs, DiagnosticBag diagnostics)
    {
        var work = Work();
        foreach (var file in _files)
        {
            LaptopDiagnostics.CheckChange(file.Found, shownAs, diagnostics);
        }
        return diagnostics.HasErrors
            ? null
            : new()
            {
                Changes = Changes(),
                Steps = work.IsEmpty && !_state.HasLock ? [] : [Lock, .. Expectations(), .. work],
                Undo = Undo(),
                Config = _config.Bytes,
                Blocks = _blocks,
            };
    }

    private LaptopStep Lock =>
        LaptopStep.Lock(
            _state.Folder.IsThere && _state.Folder.Obstacle == LaptopObstacle.ReadOnlyFolder
                ? Places.Folder
                : Places.Parent
        );

    private ImmutableArray<LaptopStep> Work() =>
        [
            .. _state.Leftovers.Select(LeftoverGone),
            .. NewFolders(),
            .. _files.Where(file => file.After is not null).Select(file => file.Write()),
            .. _files.Select(file => file.Place()),
            .. OldFolders(),
        ];

    private IEnumerable<LaptopStep> Expectations() =>
        new[] { _state.Config, _state.Blocks, _state.Backup, _state.Record }.Select(LaptopStep.Expect);

    private static LaptopStep LeftoverGone(LaptopFile left) =>
        left.Kind == LaptopFileKind.Folder ? LaptopStep.RemoveFolder(left.Path) : LaptopStep.Delete(left.Path);

    private IEnumerable<LaptopStep> NewFolders()
    {
        if (_missing.IsEmpty)
        {
            yield break;
        }
        var record = Encoding.UTF8.GetBytes(string.Concat(_made.Union(_missing).Select(folder => folder + "\n")));
        var isFresh = _missing.Contains(Places.Folder);
        if (isFresh)
        {
            yield return LaptopStep.MakeFolder(Places.ComingFolder);
            yield return LaptopStep.Write(Places.ComingRecord, record, OwnFile);
            yield return LaptopStep.Rename(Places.ComingFolder, Places.Folder);
        }
        else if (!_state.Record.Has(record))
        {
            yield return LaptopStep.Write(ConfigPlaces.Beside(Places.Record), record, OwnFile);
            yield return LaptopStep.Rename(ConfigPlaces.Beside(Places.Record), Places.Record);
        }
        if (_missing.Contains(Places.BlocksFolder))
        {
            yield return LaptopStep.MakeFolder(Places.BlocksFolder);
        }
    }

    private IEnumerable<LaptopStep> OldFolders()
    {
        if (!_isGone || !_state.Record.IsFile)
        {
            yield break;
        }
        if (_made.Contains(Places.BlocksFolder))
        {
            yield return LaptopStep.RemoveFolder(Places.BlocksFolder);
        }
        if (_made.Contains(Places.Folder) && IsEmptyAfterwards())
        {
            yield return LaptopStep.Rename(Places.Folder, Places.ComingFolder);
            yield return LaptopStep.Delete(Places.ComingRecord);
            yield return LaptopStep.RemoveFolder(Places.ComingFolder);
        }
        else
        {
            yield return LaptopStep.Delete(Places.Record);
        }
    }

    // A folder that keeps something of the person's stays.
    private bool IsEmptyAfterwards()
    {
        var going = _files.Where(file => file.After is null).Select(file => file.Found.RealPath);
        string[] ours = [.. going, _state.Record.RealPath, _state.BlocksFolder.RealPath];
        return _config.Bytes is null
            && _state.Entries.Except(ours).Except(_state.Leftovers.Select(left => left.RealPath)).IsEmpty;
    }

    private ImmutableArray<LaptopChange> Changes()
    {
        var folders = _missing.Select(folder => new LaptopChange(LaptopChangeKind.Create, folder));
        var files = _files.Select(file => new LaptopChange(file.Kind, file.Found.Path));
        var left = _state.Leftovers.Select(file => new LaptopChange(LaptopChangeKind.Delete, file.Path));
        return [.. left, .. folders, .. files];
    }

    private ImmutableArray<LaptopStep> Undo() =>
        [Lock, .. _files.Reverse().SelectMany(file => file.TakeBack()), .. _missing.Reverse().SelectMany(FolderBack)];

    private IEnumerable<LaptopStep> FolderBack(string folder)
    {
        if (folder == Places.Folder)
        {
            return
            [
                LaptopStep.Delete(Places.Record),
                LaptopStep.Delete(Places.ComingRecord),
                LaptopStep.RemoveFolder(Places.ComingFolder),
                LaptopStep.RemoveFolder(folder),
            ];
        }
        return _state.Record.IsFile
            ? [LaptopStep.RemoveFolder(folder)]
            : [LaptopStep.RemoveFolder(folder), LaptopStep.Delete(Places.Record)];
    }

    private byte[]? BackupAfter()
    {
        if (_isGone)
        {
            var isBack = _config.Bytes is { } bytes && _state.Backup.Has(bytes);
            return isBack || !_state.Backup.IsFile ? null : _state.Backup.Content.ToArray();
        }
        var isFirst = _state.Config.IsFile && !_config.HadOurs && !_state.Config.Has(_config.Bytes);
        return isFirst ? _state.Config.Content.ToArray()
            : _state.Backup.IsFile ? _state.Backup.Content.ToArray()
            : null;
    }

    private ImmutableArray<string> Missing(bool wantsBlocks)
    {
        if (_isGone)
        {
            return [];
        }
        var missing = ImmutableArray.CreateBuilder<string>();
        if (!_state.Folder.IsThere)
        {
            missing.Add(Places.Folder);
        }
        if (wantsBlocks && !_state.BlocksFolder.IsThere)
        {
            missing.Add(Places.BlocksFolder);
        }
        return missing.ToImmutable();
    }

    private static ImmutableArray<string> MadeBefore(LaptopFile record) =>
        [.. Encoding.UTF8.GetString(record.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A file as it was found and as it is to be.</summary>
    /// <param name="After">Null for none.</param>
    /// <param name="Like">Whose mode and group a new one takes.</param>
    private sealed record FileChange(LaptopFile Found, byte[]? After, LaptopFile? Like)
    {
        public bool IsNothing => After is null ? !Found.IsThere : Found.Has(After);

        public LaptopChangeKind Kind =>
            After is null ? LaptopChangeKind.Delete
            : Found.IsThere ? LaptopChangeKind.Update
            : LaptopChangeKind.Create;

        private string Beside => ConfigPlaces.Beside(Found.RealPath);

        private LaptopFile? Model => Found.IsFile ? Found : Like;

        public LaptopStep Write() => LaptopStep.Write(Beside, After!, Model?.Mode ?? OwnFile, Model?.RealPath);

        public LaptopStep Place() =>
            After is null ? LaptopStep.Delete(Found.RealPath) : LaptopStep.Rename(Beside, Found.RealPath);

        public IEnumerable<LaptopStep> TakeBack() =>
            Found.IsFile
                ?
                [
                    LaptopStep.Write(Beside, Found.Content, Found.Mode, After is null ? null : Found.RealPath),
                    LaptopStep.Rename(Beside, Found.RealPath),
                ]
                : [LaptopStep.Delete(Beside), LaptopStep.Delete(Found.RealPath)];
    }
}
