using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>Reads a laptop's ssh_config with all that it includes, each file once however many trees it is part of.</summary>
/// <param name="shownAs">How a path is named to the person.</param>
internal sealed class LaptopTrees(ILaptop laptop, Func<string, string> shownAs)
{
    private readonly Dictionary<string, ImmutableArray<string>> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfigFile> _files = new(StringComparer.Ordinal);

    /// <param name="ownPath">Where the cluster's own file lies, or will.</param>
    /// <param name="own">What it says; null if there is to be none.</param>
    public async Task<ConfigTree> ReadAsync(
        ConfigFile root,
        string ownPath,
        ConfigFile? own,
        CancellationToken cancellation
    )
    {
        var path = ConfigPlaces.Expanded(ownPath, laptop.Home);
        while (true)
        {
            // What a file includes is known when it has been read: as many rounds as includes are deep.
            var missing = new HashSet<string>(StringComparer.Ordinal);
            var tree = ConfigTree.Read(root, pattern => Included(pattern, path, own, missing));
            if (missing.Count == 0)
            {
                return tree;
            }
            await FetchAsync(missing, cancellation).ConfigureAwait(false);
        }
    }

    private IEnumerable<ConfigFile> Included(string pattern, string ownPath, ConfigFile? own, HashSet<string> missing)
    {
        if (!_found.TryGetValue(pattern, out var paths))
        {
            missing.Add(pattern);
            return [];
        }
        var others = paths.Where(path => path != ownPath);
        return own is null || !Means(pattern, ownPath)
            ? others.Select(FileOf).OfType<ConfigFile>()
            : others
                .Append(ownPath)
                .Order(StringComparer.Ordinal)
                .Select(path => path == ownPath ? own : FileOf(path))
                .OfType<ConfigFile>();
    }

    private ConfigFile? FileOf(string path) => _files.GetValueOrDefault(path);

    // As if nothing but that path existed.
    private bool Means(string pattern, string path) =>
        IncludeGlob
            .Paths(pattern, user => user.Length == 0 ? laptop.Home : null, folder => NextBelow(folder, path))
            .Contains(path, StringComparer.Ordinal);

    private static IEnumerable<string> NextBelow(string folder, string path)
    {
        var parent = folder == "/" ? folder : folder + "/";
        return path.StartsWith(parent, StringComparison.Ordinal) ? [path[parent.Length..].Split('/')[0]] : [];
    }

    private async Task FetchAsync(IEnumerable<string> patterns, CancellationToken cancellation)
    {
        foreach (var pattern in patterns)
        {
            _found[pattern] = await laptop.FindAsync(pattern, cancellation).ConfigureAwait(false);
        }
        string[] fresh =
        [
            .. _found.Values.SelectMany(paths => paths).Where(path => !_files.ContainsKey(path)).Distinct(),
        ];
        foreach (var file in await laptop.LookAsync(fresh, cancellation).ConfigureAwait(false))
        {
            if (file.IsFile)
            {
                _files[file.Path] = ConfigFile.Parse(shownAs(file.Path), file.Content.Span);
            }
        }
    }
}
