using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>A file with all that it includes, in the order in which ssh reads it: the first value it finds is the one that counts.</summary>
public sealed class ConfigTree
{
    private readonly Func<string, IEnumerable<ConfigFile>> _included;
    private readonly ImmutableArray<ConfigSetting>.Builder _settings = ImmutableArray.CreateBuilder<ConfigSetting>();
    private readonly ImmutableArray<Condition>.Builder _sections = ImmutableArray.CreateBuilder<Condition>();
    private readonly HashSet<ConfigFile> _files = [];
    private readonly DiagnosticBag _diagnostics = [];

    private readonly string _folder;

    private ConfigTree(Func<string, IEnumerable<ConfigFile>> included, string folder) =>
        (_included, _folder) = (included, folder);

    /// <summary>Every line but Host, Match and Include, with the condition under which it holds.</summary>
    public ImmutableArray<ConfigSetting> Settings { get; private set; } = [];

    /// <summary>Every Host and Match line, empty ones too.</summary>
    public ImmutableArray<Condition> Sections { get; private set; } = [];

    /// <summary>Each once, the first first.</summary>
    public IReadOnlyCollection<ConfigFile> Files => _files;

    /// <summary>What ssh does not read: files that include themselves, or others too deep.</summary>
    public IReadOnlyCollection<Diagnostic> Diagnostics => _diagnostics;

    /// <param name="included">
    /// The files that a path stands for, in ssh's order: absolute or from <c>~</c>, wildcards allowed, see
    /// <see cref="IncludeGlob"/>. The same file is best given as the same object.
    /// </param>
    /// <param name="folder">What relative paths start from.</param>
    public static ConfigTree Read(
        ConfigFile file,
        Func<string, IEnumerable<ConfigFile>> included,
        string folder = IncludeGlob.PersonsFolder
    )
    {
        var tree = new ConfigTree(included, folder);
        tree.Read(file, Condition.Always, depth: 0);
        tree.Settings = tree._settings.DrainToImmutable();
        tree.Sections = tree._sections.DrainToImmutable();
        return tree;
    }

    private void Read(ConfigFile file, Condition outer, int depth)
    {
        _files.Add(file);
        var when = outer;
        foreach (var line in file.Directives)
        {
            if (_diagnostics.HasErrors)
            {
                return;
            }
            when = Read(line, when, outer, depth);
        }
    }

    private Condition Read(ConfigLine line, Condition when, Condition outer, int depth)
    {
        if (line.Keyword is "host" or "match")
        {
            when = Condition.Of(line, outer);
            _sections.Add(when);
        }
        else if (line.Keyword == "include")
        {
            Include(line, when, depth + 1);
        }
        else
        {
            _settings.Add(new(line, when));
        }
        return when;
    }

    private void Include(ConfigLine line, Condition when, int depth)
    {
        foreach (var file in line.Words.SelectMany(word => _included(IncludeGlob.Anchored(word.Value, _folder))))
        {
            if (depth > IncludeGlob.Deepest)
            {
                _diagnostics.Add(SshConfigDiagnostics.TooDeep(line.Directive));
                return;
            }
            Read(file, when, depth);
        }
    }
}

/// <summary>A line that sets something, and the condition under which it does.</summary>
public sealed record ConfigSetting(ConfigLine Line, Condition When);

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
            await FetchAsync(missing, cancellation);
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
            _found[pattern] = await laptop.FindAsync(pattern, cancellation);
        }
        string[] fresh =
        [
            .. _found.Values.SelectMany(paths => paths).Where(path => !_files.ContainsKey(path)).Distinct(),
        ];
        foreach (var file in await laptop.LookAsync(fresh, cancellation))
        {
            if (file.IsFile)
            {
                _files[file.Path] = ConfigFile.Parse(shownAs(file.Path), file.Content.Span);
            }
        }
    }
}
