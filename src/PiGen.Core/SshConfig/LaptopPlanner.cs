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
    private readonly LaptopFile? _backup;
    private readonly FileChange? _record;
    private readonly ImmutableArray<FileChange> _files;
    private readonly ImmutableArray<string> _missing;
    private readonly bool _isGone;

    /// <param name="blocks">The cluster's own file as it is to be; null for none.</param>
    public LaptopPlanner(LaptopState state, ChangedConfig config, byte[]? blocks)
    {
        (_state, _config, _blocks) = (state, config, blocks);
        _isGone = blocks is null && !config.HasOurs && state.Others.IsEmpty;
        _missing = Missing(blocks is not null);
        _backup = IsFirst && !IsOursToUse(state.Backup) ? state.FreeBackup : state.Backup;
        FileChange[] files =
        [
            .. _backup is null
                ? []
                : (FileChange[])[new(_backup, BackupAfter(), Like: state.Config.IsFile ? state.Config : null)],
            new(state.Blocks, blocks, Like: null),
            new(state.Config, config.Bytes, Like: null),
        ];
        // What is named is there before it is named, and goes after.
        _files = [.. (blocks is null ? files.Reverse() : files).Where(file => !file.IsNothing)];
        _record = RecordAfter() is { } record ? new(state.Record, record, Like: null) : null;
    }

    private ConfigPlaces Places => _state.Places;

    public LaptopPlan? Plan(Func<string, string> shownAs, DiagnosticBag diagnostics)
    {
        var work = Work();
        LaptopDiagnostics.CheckStrays(_state, IsFresh, shownAs, diagnostics);
        if (IsFirst && _backup is null)
        {
            diagnostics.Add(LaptopDiagnostics.NoBackup(shownAs(_state.Config.Path)));
        }
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
                Backup = _backup,
                KeepsBackup = _isGone && _backup is { IsFile: true } && BackupAfter() is not null,
            };
    }

    private LaptopStep Lock =>
        !_state.Folder.IsThere ? LaptopStep.Lock(Places.Parent)
        : _state.Folder.Obstacle == LaptopObstacle.ReadOnlyFolder ? LaptopStep.Lock(Places.Folder)
        : LaptopStep.Lock(Places.Parent, Places.Folder);

    // Whatever may fail for want of room comes first, and nothing that was there is deleted before all is in place.
    private ImmutableArray<LaptopStep> Work()
    {
        FileChange[] all = [.. _files, .. _record is { } record && !IsFresh ? [record] : (FileChange[])[]];
        return
        [
            .. _state.Leftovers.Select(LeftoverGone),
            .. NewFolders(),
            .. _files.Where(file => file.After is not null).Select(file => file.Write()),
            .. _files.Select(file => file.Place()),
            .. all.SelectMany(file => file.Look()),
            .. all.SelectMany(file => file.OldGone()),
            .. OldFolders(),
        ];
    }

    private IEnumerable<LaptopStep> Expectations()
    {
        var files = new[] { _state.Config, _state.Blocks, _backup, _state.Record }
            .OfType<LaptopFile>()
            .Select(LaptopStep.Expect);
        return _blocks is null ? files.Append(ExpectClusters()) : files;
    }

    // What goes with the last cluster that has a file, the line and the folders, stays with any other.
    private LaptopStep ExpectClusters()
    {
        var own = _state.Blocks.IsThere ? (LaptopFile[])[_state.Blocks] : [];
        var paths = _state.Others.Concat(own).Select(file => file.Path);
        return LaptopStep.ExpectClusters(
            Places.BlocksFolder,
            paths.Select(path => path[(path.LastIndexOf('/') + 1)..])
        );
    }

    private static LaptopStep LeftoverGone(LaptopFile left) =>
        left is { Kind: LaptopFileKind.Folder, IsLink: false }
            ? LaptopStep.RemoveFolder(left.Path)
            : LaptopStep.Delete(left.Path);

    private bool IsFresh => _missing.Contains(Places.Folder);

    // What is made is in the record before it is there, so that it goes again whatever kills this.
    private IEnumerable<LaptopStep> NewFolders()
    {
        if (IsFresh)
        {
            yield return LaptopStep.MakeFolder(Places.ComingFolder);
            yield return LaptopStep.Write(Places.ComingRecord, _record!.After, OwnFile);
            yield return LaptopStep.Rename(Places.ComingFolder, Places.Folder);
        }
        else if (_record is { } record)
        {
            yield return record.Write();
            yield return record.Place();
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
        if (_state.Made.Contains(Places.BlocksFolder))
        {
            yield return LaptopStep.RemoveFolder(Places.BlocksFolder);
        }
        if (_state.Made.Contains(Places.Folder))
        {
            yield return LaptopStep.TakeFolder(Places.Folder, Places.ComingFolder);
        }
        yield return LaptopStep.Delete(Places.Record);
    }

    private ImmutableArray<LaptopChange> Changes()
    {
        var folders = _missing.Select(folder => new LaptopChange(LaptopChangeKind.Create, folder));
        var files = _files.Select(file => file.Change);
        var left = _state.Leftovers.Select(file => new LaptopChange(LaptopChangeKind.Delete, file.Path));
        return [.. left, .. folders, .. files];
    }

    private ImmutableArray<LaptopStep> Undo()
    {
        FileChange[] files = [.. _files.Reverse(), .. _record is { } record && !IsFresh ? [record] : (FileChange[])[]];
        return
        [
            Lock,
            .. files.SelectMany(file => file.TakeBack()),
            .. files.Select(file => LaptopStep.Delete(file.Beside)),
            .. IsFresh ? [LaptopStep.Delete(Places.Record)] : (LaptopStep[])[],
            .. _missing.Reverse().Select(LaptopStep.RemoveFolder),
        ];
    }

    private bool IsFirst => !_isGone && _state.Config.IsFile && !_config.HadOurs && !_state.Config.Has(_config.Bytes);

    // A run that was killed may have made it, and not come further.
    private bool IsOursToUse(LaptopFile? backup) =>
        backup is { IsThere: false } || backup?.Has(_state.Config.Content.Span) == true;

    private byte[]? BackupAfter() =>
        IsFirst ? _state.Config.Content.ToArray()
        : _isGone && _config.Bytes is { } bytes && _backup?.Has(bytes) == true ? null
        : _backup is { IsFile: true } ? _backup.Content.ToArray()
        : null;

    // Null where it stays as it is.
    private byte[]? RecordAfter()
    {
        var made = _state
            .Made.Union([.. _missing, .. IsFirst && _backup is not null ? [_backup.Path] : (string[])[]])
            .ToArray();
        var record = Encoding.UTF8.GetBytes(string.Concat(made.Select(path => path + "\n")));
        return _isGone || made.Length == 0 || _state.Record.Has(record) ? null : record;
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

    /// <summary>A file as it was found and as it is to be.</summary>
    /// <param name="After">Null for none.</param>
    /// <param name="Like">Whose mode and rights a new one takes.</param>
    private sealed record FileChange(LaptopFile Found, byte[]? After, LaptopFile? Like)
    {
        public bool IsNothing => After is null ? !Found.IsThere : Found.Has(After);

        public LaptopChange Change =>
            new(
                After is null ? LaptopChangeKind.Delete
                    : Found.IsThere ? LaptopChangeKind.Update
                    : LaptopChangeKind.Create,
                Found.Path
            )
            {
                Remark = OtherNames.Remark(Found.Names),
            };

        public string Beside => ConfigPlaces.Beside(Found.RealPath);

        private LaptopFile? Model => Found.IsFile ? Found : Like;

        public LaptopStep Write() => LaptopStep.Write(Beside, After!, Model?.Mode ?? OwnFile, Model?.RealPath);

        public LaptopStep Place() =>
            After is null
                ? LaptopStep.Take(Found.RealPath, Beside, Found.Content)
                : LaptopStep.Replace(Beside, Found.RealPath, LaptopStep.ContentOf(Found));

        /// <summary>An editor that was about to write the old one has done so by now.</summary>
        public IEnumerable<LaptopStep> Look() => Found.IsFile ? [LaptopStep.ExpectBeside(Beside, Found)] : [];

        public IEnumerable<LaptopStep> OldGone() => Found.IsFile ? [LaptopStep.Delete(Beside)] : [];

        public IEnumerable<LaptopStep> TakeBack() =>
            (Found.IsFile, After) switch
            {
                (true, var after) =>
                [
                    LaptopStep.Write(Beside, Found.Content, Found.Mode, after is null ? null : Found.RealPath),
                    LaptopStep.Replace(Beside, Found.RealPath, after),
                ],
                (false, { } after) => [LaptopStep.Take(Found.RealPath, Beside, after)],
                (false, null) => [],
            };
    }
}
