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
        if (!diagnostics.HasErrors && OpenBlock(start) is { } opening)
        {
            diagnostics.Add(SyntaxDiagnostics.UnclosedBlock(opening));
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
        diagnostics.AddRange(
            template.Messages.Any(SyntaxDiagnostics.IsOpenString)
                ? [SyntaxDiagnostics.UnclosedString(source.Span(EndOfTokens(text, options), 1))]
                : SyntaxDiagnostics.Of(template.Messages)
        );
        new TreeReview(diagnostics).Visit(template.Page);
        return template.Page ?? new ScriptPage();
    }

    // A string that is never closed makes no token, so it begins where the last token and the blanks after it end.
    private int EndOfTokens(string text, LexerOptions options)
    {
        var end = options.StartPosition.Offset;
        foreach (var token in new Lexer(text, _path, options).Where(token => token.Type is not (TokenType.Eof or TokenType.Invalid)))
        {
            end = token.End.Offset + 1;
        }
        return Math.Min(end + text.AsSpan(end).IndexOfAnyExcept(" \t\r\n"), text.Length - 1);
    }

    // Scriban ends an open block, of code or of text as it is, where the text ends.
    private SourceSpan? OpenBlock(int start)
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
                TokenType.CodeEnter or TokenType.EscapeEnter => source.Span(
                    token.Start.Offset,
                    token.End.Offset - token.Start.Offset + 1
                ),
                TokenType.CodeExit or TokenType.EscapeExit => null,
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
