using System.Collections.Immutable;
using PiGen.Templating.Evaluation;
using PiGen.Templating.Syntax;
using PiGen.Templating.Text;

namespace PiGen.Templating;

/// <summary>One line <c>name = expression</c> of a template's front matter.</summary>
/// <param name="Constant">The value, if the expression is a plain value; else null.</param>
public sealed record FrontMatterEntry(string Name, SourceSpan NameSpan, SourceSpan ValueSpan, Value? Constant)
{
    internal Expression Expression { get; init; } = null!;
}

/// <summary>What a template says about itself before its text: entries between two lines <c>+++</c>.</summary>
public sealed class FrontMatter
{
    private const string Marker = "+++";

    private FrontMatter(ImmutableArray<FrontMatterEntry> entries) => Entries = entries;

    /// <summary>The entries in the order written; no name comes twice.</summary>
    public ImmutableArray<FrontMatterEntry> Entries { get; }

    public FrontMatterEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The value of an entry; null if evaluating it meets a mistake, which is then in <paramref name="diagnostics"/>.</summary>
    public static Value? Evaluate(
        FrontMatterEntry entry,
        IScriptObject globals,
        RenderOptions options,
        DiagnosticBag diagnostics
    ) => Evaluator.Evaluate(entry.Expression, entry.ValueSpan.Source, globals, options, diagnostics);

    internal static FrontMatter? Parse(SourceText source, int maxDepth, DiagnosticBag diagnostics, out int textStart)
    {
        textStart = 0;
        if (!IsMarkerLine(source, 1))
        {
            return null;
        }
        var start = LineEnd(source.Content, 0);
        var close = start;
        for (var line = 2; ; line++)
        {
            if (close >= source.Content.Length)
            {
                diagnostics.Add(SyntaxDiagnostics.UnclosedFrontMatter(source.Span(0, Marker.Length)));
                textStart = source.Content.Length;
                return null;
            }
            if (IsMarkerLine(source, line))
            {
                break;
            }
            close = LineEnd(source.Content, close);
        }
        textStart = LineEnd(source.Content, close);
        return new FrontMatter(
            EntriesOf(Parser.ParseEntries(source, start, close, maxDepth, diagnostics), source, diagnostics)
        );
    }

    private static bool IsMarkerLine(SourceText source, int line) =>
        source.LineAt(line).TrimEnd().SequenceEqual(Marker);

    private static int LineEnd(string content, int start)
    {
        var end = content.IndexOf('\n', start);
        return end < 0 ? content.Length : end + 1;
    }

    private static ImmutableArray<FrontMatterEntry> EntriesOf(
        List<Assign> assigns,
        SourceText source,
        DiagnosticBag diagnostics
    )
    {
        var entries = ImmutableArray.CreateBuilder<FrontMatterEntry>();
        foreach (var assign in assigns)
        {
            var name = (Variable)assign.Target;
            var nameSpan = source.Span(name.Start, name.End - name.Start);
            var valueSpan = source.Span(assign.Value.Start, assign.Value.End - assign.Value.Start);
            if (entries.Any(entry => entry.Name == name.Name))
            {
                diagnostics.Add(SyntaxDiagnostics.RepeatedEntry(nameSpan, name.Name));
            }
            entries.Add(
                new(name.Name, nameSpan, valueSpan, (assign.Value as Literal)?.Value) { Expression = assign.Value }
            );
        }
        return entries.ToImmutable();
    }
}
