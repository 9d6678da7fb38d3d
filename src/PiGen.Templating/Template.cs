using System.Runtime.CompilerServices;
using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating;

/// <summary>A template, parsed once: it never changes and may be rendered by many threads at a time.</summary>
public sealed class Template
{
    private static readonly ConditionalWeakTable<SourceText, Template> Included = [];

    private Template(SourceText source, FrontMatter? frontMatter, Statement[] page)
    {
        Source = source;
        FrontMatter = frontMatter;
        Page = page;
    }

    public SourceText Source { get; }

    /// <summary>What stands between the two lines <c>+++</c> at the beginning; none if the text does not begin so.</summary>
    public FrontMatter? FrontMatter { get; }

    internal Statement[] Page { get; }

    /// <summary>Reads a text as a template; null if it has mistakes, which are then in <paramref name="diagnostics"/>.</summary>
    public static Template? Parse(SourceText source, DiagnosticBag diagnostics, ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        var found = new DiagnosticBag();
        var start = 0;
        var frontMatter = options.IsScript ? null : FrontMatter.Parse(source, options.MaxDepth, found, out start);
        var page = Parser.ParsePage(source, start, options.IsScript, options.MaxDepth, found);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : new Template(source, frontMatter, page);
    }

    /// <summary>Renders the template; null if that meets a mistake, which is then in <paramref name="diagnostics"/>.</summary>
    /// <param name="globals">What the template sees by name. It is not written to, but objects in it may be.</param>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public string? Render(IScriptObject globals, RenderOptions options, DiagnosticBag diagnostics) =>
        Evaluator.Render(this, globals, options, diagnostics);

    /// <summary>The template of an included text, parsed once for as long as the text is held.</summary>
    internal static Template? OfInclude(SourceText source, DiagnosticBag diagnostics)
    {
        if (!Included.TryGetValue(source, out var template))
        {
            template = Parse(source, diagnostics);
            if (template is not null)
            {
                Included.AddOrUpdate(source, template);
            }
        }
        return template;
    }
}
