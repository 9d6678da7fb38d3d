using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PiGen.Templating.Engine;
using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating;

/// <summary>One line <c>name = expression</c> of a template's front matter.</summary>
/// <param name="Constant">The value, if the expression is a plain value; else null.</param>
public sealed record FrontMatterEntry(string Name, SourceSpan NameSpan, SourceSpan ValueSpan, object? Constant)
{
    internal ScriptExpression Expression { get; init; } = null!;
}

/// <summary>A text read as a template, once: Scriban's tree of it, and the entries of its front matter.</summary>
public sealed class TemplateText
{
    private static readonly ConditionalWeakTable<SourceText, TemplateText> Included = [];

    private TemplateText(SourceText source, ImmutableArray<FrontMatterEntry> frontMatter, ScriptPage page)
    {
        Source = source;
        FrontMatter = frontMatter;
        Page = page;
    }

    public SourceText Source { get; }

    /// <summary>What stands between the two lines <c>+++</c> at the beginning, in the order written; no name comes twice.</summary>
    public ImmutableArray<FrontMatterEntry> FrontMatter { get; }

    internal ScriptPage Page { get; }

    /// <summary>Reads a text as a template; null if it has mistakes, which are then in <paramref name="diagnostics"/>.</summary>
    /// <param name="isScript">Whether the whole text is script, without <c>{{ }}</c>.</param>
    public static TemplateText? Parse(SourceText source, DiagnosticBag diagnostics, bool isScript = false)
    {
        var found = new DiagnosticBag();
        var parser = new TemplateParser(source, found);
        var start = 0;
        var frontMatter = isScript ? [] : parser.FrontMatter(out start);
        var page = isScript ? parser.Script() : parser.Text(start);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : new(source, frontMatter, page);
    }

    /// <summary>Renders the template; null if that meets a mistake, which is then in <paramref name="diagnostics"/>.</summary>
    /// <param name="globals">What the template sees by name. It is not written to.</param>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public string? Render(ScriptObject globals, RenderOptions options, DiagnosticBag diagnostics) =>
        StrictContext.Run(globals, options, diagnostics, context => context.Render(Page), out var text) ? text : null;

    /// <summary>Evaluates an entry of front matter; false if that meets a mistake, which is then in <paramref name="diagnostics"/>.</summary>
    /// <inheritdoc cref="Render"/>
    public static bool TryEvaluate(
        FrontMatterEntry entry,
        ScriptObject globals,
        RenderOptions options,
        DiagnosticBag diagnostics,
        out object? value
    ) => StrictContext.Run(globals, options, diagnostics, context => context.Evaluate(entry.Expression), out value);

    /// <summary>The template of an included text, parsed once for as long as the text is held.</summary>
    internal static TemplateText? OfInclude(SourceText source, DiagnosticBag diagnostics)
    {
        if (!Included.TryGetValue(source, out var template) && (template = Parse(source, diagnostics)) is not null)
        {
            Included.AddOrUpdate(source, template);
        }
        return template;
    }
}

/// <summary>How a template is rendered.</summary>
public sealed record RenderOptions
{
    public static RenderOptions Default { get; } = new();

    /// <summary>Whether unknown names are null, as Scriban reads them by default, instead of mistakes.</summary>
    public bool Relaxed { get; init; }

    /// <summary>
    /// Whether it is a mistake to print null, to compute with it or to loop over it. Off by default: Scriban's own strict
    /// reading refuses unknown names but prints a null that the model gives as nothing.
    /// </summary>
    public bool RefusesNull { get; init; }

    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Finds the text of an included template by the name written; none if there is no such template.</summary>
    public Func<string, SourceText?>? Includes { get; init; }

    public OutputLanguage Language { get; init; }

    public CancellationToken Cancellation { get; init; }
}

/// <summary>What a render may use up at most: templates may come from strangers. Work is counted, never timed.</summary>
public sealed record Limits
{
    public static Limits Default { get; } = new();

    /// <summary>Expressions and statements evaluated in all; what functions read and write counts by its length.</summary>
    public long Steps { get; init; } = 10_000_000;

    /// <summary>Calls and includes within one another.</summary>
    public int Nesting { get; init; } = 100;

    /// <summary>Turns of a loop, together with those of the loops within it.</summary>
    public int LoopTurns { get; init; } = 1_000_000;

    /// <summary>Items of one list or range.</summary>
    public int Items { get; init; } = 100_000;

    /// <summary>Characters of the text rendered, and of any string made on the way; all of these together six times as many.</summary>
    public int OutputSize { get; init; } = 8 * 1024 * 1024;
}
