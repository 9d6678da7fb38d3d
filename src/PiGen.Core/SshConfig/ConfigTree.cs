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

    private ConfigTree(Func<string, IEnumerable<ConfigFile>> included) => _included = included;

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
    public static ConfigTree Read(ConfigFile file, Func<string, IEnumerable<ConfigFile>> included)
    {
        var tree = new ConfigTree(included);
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
        foreach (var file in line.Words.SelectMany(word => _included(IncludeGlob.Anchored(word.Value))))
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
