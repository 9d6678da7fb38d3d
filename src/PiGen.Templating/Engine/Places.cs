using System.Runtime.CompilerServices;
using PiGen.Templating.Text;
using Scriban.Syntax;
using ScribanSpan = Scriban.Parsing.SourceSpan;

namespace PiGen.Templating.Engine;

/// <summary>Where Scriban's nodes stand in what a person wrote.</summary>
internal static class Places
{
    // The path that Scriban keeps in each span is a string made for one text alone, so that it leads back to it.
    private static readonly ConditionalWeakTable<string, SourceText> Sources = [];

    public static string PathOf(SourceText source)
    {
        var path = $"{source.Name}\0";
        Sources.Add(path, source);
        return path;
    }

    public static SourceSpan Of(ScriptNode node) => Of(node.Span);

    public static SourceSpan Of(ScribanSpan span)
    {
        if (span.FileName is null || !Sources.TryGetValue(span.FileName, out var source))
        {
            return new SourceText("template", "").Whole;
        }
        var start = Math.Clamp(span.Start.Offset, 0, source.Content.Length);
        return source.Span(start, Math.Clamp(span.Length, 0, source.Content.Length - start));
    }

    /// <summary>The empty span at an offset, as Scriban writes it.</summary>
    public static ScribanSpan Of(SourceText source, int offset, string path)
    {
        var (line, column) = source.PlaceOf(offset);
        var position = new Scriban.Parsing.TextPosition(offset, line - 1, column - 1);
        return new(path, position, position);
    }

    public static string TextOf(ScriptNode node) => Of(node).Text.ToString();
}
