using PiGen.Templating;
using PiGen.Templating.Escaping;
using PiGen.Templating.Text;

namespace PiGen.Core.Rendering;

/// <summary>One file of a template pack that makes artifacts. What they are for and where they go is said by its front matter.</summary>
public sealed class PackTemplate
{
    private static readonly string[] EachWords = ["cluster", "laptop", "worker", "forward"];

    // A cluster has at most a million workers, and a template may go through them twice.
    private static readonly Limits LimitsOfAPack = new()
    {
        LoopTurns = 20_000_000,
        Items = 2_000_000,
        Steps = 200_000_000,
        OutputSize = 256 * 1024 * 1024,
    };

    private PackTemplate() { }

    /// <summary>The file's name, as in <c>install.sh.scriban</c>: a template of the same name takes its place.</summary>
    public required string Name { get; init; }

    public required TemplateText Template { get; init; }

    /// <summary>The kind of units, of which one is asked for, that the template belongs to; null for all.</summary>
    public required string? Kind { get; init; }

    public required Each Each { get; init; }

    public required UnixFileMode Mode { get; init; }

    /// <summary>How it is rendered, the language of what it makes included.</summary>
    public required RenderOptions Options { get; init; }

    public required FrontMatterEntry Host { get; init; }

    public required FrontMatterEntry Path { get; init; }

    public required FrontMatterEntry? When { get; init; }

    /// <summary>Whether it is rendered when units of this kind are asked for.</summary>
    internal bool IsOf(string kind) => Kind is null || Kind == kind;

    /// <summary>Null, with errors in <paramref name="diagnostics"/>, for a text that is no template or says not what it is for.</summary>
    internal static PackTemplate? Parse(
        string name,
        SourceText source,
        Func<string, SourceText?> includes,
        DiagnosticBag diagnostics
    ) => TemplateText.Parse(source, diagnostics) is { } template ? Read(name, template, includes, diagnostics) : null;

    private static PackTemplate? Read(
        string name,
        TemplateText template,
        Func<string, SourceText?> includes,
        DiagnosticBag diagnostics
    )
    {
        var reader = new FrontMatterReader(template, diagnostics);
        reader.RefuseUnknown();
        var each = reader.Word("each", EachWords, EachOf);
        var host = reader.Required("host");
        var path = reader.Required("path");
        var mode = reader.Mode();
        var language = reader.Word("language", OutputLanguages.Names, OutputLanguages.TryParse);
        var kind = reader.Constant(reader.Optional("kind"));
        if (each is null || host is null || path is null || mode is null || language is null)
        {
            return null;
        }
        return new()
        {
            Name = name,
            Template = template,
            Kind = kind,
            Each = each.Value,
            Mode = mode.Value,
            Options = new()
            {
                Language = language.Value,
                RefusesNull = true,
                Limits = LimitsOfAPack,
                Includes = includes,
            },
            Host = host,
            Path = path,
            When = reader.Optional("when"),
        };
    }

    private static Each? EachOf(string word) =>
        word switch
        {
            "cluster" => Rendering.Each.Cluster,
            "laptop" => Rendering.Each.Laptop,
            "worker" => Rendering.Each.Worker,
            "forward" => Rendering.Each.Forward,
            _ => null,
        };
}
