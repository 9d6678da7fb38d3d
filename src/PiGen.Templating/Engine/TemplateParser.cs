using System.Collections.Immutable;
using PiGen.Templating.Text;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;
using SourceSpan = PiGen.Templating.Text.SourceSpan;

namespace PiGen.Templating.Engine;

/// <summary>Reads a text with Scriban's parser, and refuses what that accepts although it is surely a mistake.</summary>
internal sealed class TemplateParser(SourceText source, DiagnosticBag diagnostics)
{
    private const string Marker = "+++";

    private readonly string _path = Places.PathOf(source);

    public ScriptPage Script() => Parse(source.Content, 0, ScriptMode.ScriptOnly);

    /// <summary>The text from an offset on, with code between <c>{{</c> and <c>}}</c>.</summary>
    public ScriptPage Text(int start)
    {
        var page = Parse(source.Content, start, ScriptMode.Default);
        if (!diagnostics.HasErrors && OpenCode(start) is { } opening)
        {
            diagnostics.Add(SyntaxDiagnostics.UnclosedCode(opening));
        }
        return page;
    }

    /// <summary>The entries between two lines <c>+++</c> at the beginning; none if the text does not begin so.</summary>
    /// <param name="textStart">The offset at which the text begins, after them.</param>
    public ImmutableArray<FrontMatterEntry> FrontMatter(out int textStart)
    {
        textStart = 0;
        if (!IsMarkerLine(1))
        {
            return [];
        }
        var start = LineEnd(0);
        var close = start;
        for (var line = 2; close >= source.Content.Length || !IsMarkerLine(line); line++)
        {
            if (close >= source.Content.Length)
            {
                diagnostics.Add(SyntaxDiagnostics.UnclosedFrontMatter(source.Span(0, Marker.Length)));
                textStart = source.Content.Length;
                return [];
            }
            close = LineEnd(close);
        }
        textStart = LineEnd(close);
        return Entries(Parse(source.Content[..close], start, ScriptMode.ScriptOnly));
    }

    private bool IsMarkerLine(int line) => source.LineAt(line).TrimEnd().SequenceEqual(Marker);

    private int LineEnd(int start)
    {
        var end = source.Content.IndexOf('\n', start);
        return end < 0 ? source.Content.Length : end + 1;
    }

    private ScriptPage Parse(string text, int start, ScriptMode mode)
    {
        // Scriban reads the character at the start even where the text has ended.
        if (start == text.Length)
        {
            return new ScriptPage { Span = Places.Of(source, start, _path) };
        }
        var (line, column) = source.PlaceOf(start);
        var options = new LexerOptions { Mode = mode, StartPosition = new(start, line - 1, column - 1) };
        var template = Template.Parse(text, _path, lexerOptions: options);
        foreach (var message in template.Messages)
        {
            diagnostics.Add(SyntaxDiagnostics.Of(message));
        }
        new TreeReview(diagnostics).Visit(template.Page);
        return template.Page ?? new ScriptPage();
    }

    // Scriban ends an open code block where the text ends.
    private SourceSpan? OpenCode(int start)
    {
        if (start == source.Content.Length)
        {
            return null;
        }
        SourceSpan? open = null;
        var (line, column) = source.PlaceOf(start);
        foreach (var token in new Lexer(source.Content, _path, new() { StartPosition = new(start, line - 1, column - 1) }))
        {
            open = token.Type switch
            {
                TokenType.CodeEnter => source.Span(token.Start.Offset, 2),
                TokenType.CodeExit => null,
                _ => open,
            };
        }
        return open;
    }

    private ImmutableArray<FrontMatterEntry> Entries(ScriptPage page)
    {
        var entries = ImmutableArray.CreateBuilder<FrontMatterEntry>();
        foreach (var statement in page.Body?.Statements ?? [])
        {
            if (
                statement is not ScriptExpressionStatement
                {
                    Expression: ScriptAssignExpression
                    {
                        Target: ScriptVariableGlobal name,
                        EqualToken.TokenType: TokenType.Equal,
                        Value: { } value
                    }
                }
            )
            {
                if (statement is not ScriptNopStatement)
                {
                    diagnostics.Add(SyntaxDiagnostics.NotAnEntry(Places.Of(statement)));
                }
                continue;
            }
            if (entries.Any(entry => entry.Name == name.Name))
            {
                diagnostics.Add(SyntaxDiagnostics.RepeatedEntry(Places.Of(name), name.Name));
            }
            entries.Add(
                new(name.Name, Places.Of(name), Places.Of(value), (value as ScriptLiteral)?.Value) { Expression = value }
            );
        }
        return entries.ToImmutable();
    }
}
