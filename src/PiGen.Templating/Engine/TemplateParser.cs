using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PiGen.Templating.Text;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;
using SourceSpan = PiGen.Templating.Text.SourceSpan;

namespace PiGen.Templating.Engine;

/// <summary>Reads a text with Scriban's parser, and refuses what that accepts although it is surely a mistake.</summary>
internal sealed partial class TemplateParser(SourceText source, DiagnosticBag diagnostics)
{
    private const string Marker = "+++";

    // Scriban's parser takes about 300 bytes for each word.
    private const int MaxWords = 300_000;
    private const int LongestWord = 1_000;
    private const int MaxEntries = 100;

    private readonly string _path = Places.PathOf(source);

    // Scriban ends an open block, of code or of text as it is, where the text ends.
    private SourceSpan? _open;

    // Where the last word ends. A string that is never closed makes none, so it begins after this and the blanks here.
    private int _endOfWords;

    public ScriptPage Script() => Parse(source.Content, 0, ScriptMode.ScriptOnly);

    /// <summary>The text from an offset on, with code between <c>{{</c> and <c>}}</c>.</summary>
    public ScriptPage Text(int start)
    {
        var page = Parse(source.Content, start, ScriptMode.Default);
        if (!diagnostics.HasErrors && _open is { } opening)
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
        var entries = ImmutableArray.CreateBuilder<FrontMatterEntry>();
        var start = LineEnd(0);
        for (var line = 2; start < source.Content.Length; line++)
        {
            var end = LineEnd(start);
            if (IsMarkerLine(line))
            {
                textStart = end;
                return entries.ToImmutable();
            }
            AddEntry(source.Span(start, source.LineAt(line).Length), entries);
            start = end;
        }
        diagnostics.Add(SyntaxDiagnostics.UnclosedFrontMatter(source.Span(0, Marker.Length)));
        textStart = source.Content.Length;
        return [];
    }

    // A name here may be one of Scriban's words, such as 'when'; what follows the '=' is an expression of Scriban's.
    private void AddEntry(SourceSpan line, ImmutableArray<FrontMatterEntry>.Builder entries)
    {
        var text = line.Text.ToString();
        if (text.AsSpan().Trim() is [] or ['#', ..])
        {
            return;
        }
        var match = EntryName.Match(text);
        var mistakes = diagnostics.Count;
        if (entries.Count == MaxEntries)
        {
            diagnostics.Add(SyntaxDiagnostics.TooLarge(line, $"this front matter has more than {MaxEntries} entries"));
            return;
        }
        var value = match.Success ? ExpressionOf(line, match.Length) : null;
        if (value is null)
        {
            if (diagnostics.Count == mistakes)
            {
                diagnostics.Add(SyntaxDiagnostics.NotAnEntry(line));
            }
            return;
        }
        var name = match.Groups[1];
        var place = line.Slice(name.Index, name.Length);
        if (entries.Any(entry => entry.Name == name.Value))
        {
            diagnostics.Add(SyntaxDiagnostics.RepeatedEntry(place, name.Value));
        }
        entries.Add(new(name.Value, place, Places.Of(value), (value as ScriptLiteral)?.Value) { Expression = value });
    }

    private ScriptExpression? ExpressionOf(SourceSpan line, int start)
    {
        var page = Parse(source.Content[..line.End], line.Start + start, ScriptMode.ScriptOnly);
        return
            page.Body?.Statements.Where(statement => statement is not ScriptNopStatement).ToArray()
                is [ScriptExpressionStatement { Expression: { } expression and not ScriptAssignExpression }]
            ? expression
            : null;
    }

    [GeneratedRegex(@"^\s*([A-Za-z_]\w*)\s*=(?!=)\s*")]
    private static partial Regex EntryName { get; }

    private bool IsMarkerLine(int line) => source.LineAt(line).TrimEnd().SequenceEqual(Marker);

    private int LineEnd(int start)
    {
        var end = source.Content.IndexOf('\n', start);
        return end < 0 ? source.Content.Length : end + 1;
    }

    private ScriptPage Parse(string text, int start, ScriptMode mode)
    {
        var place = Places.Of(source, start, _path);
        // Scriban reads the character at the start even where the text has ended.
        if (start == text.Length)
        {
            return new ScriptPage { Span = place };
        }
        var options = new LexerOptions { Mode = mode, StartPosition = place.Start };
        if (!IsBounded(text, options))
        {
            return new ScriptPage();
        }
        var template = Template.Parse(text, _path, lexerOptions: options);
        diagnostics.AddRange(
            template.Messages.Any(SyntaxDiagnostics.IsOpenString)
                ? [SyntaxDiagnostics.UnclosedString(source.Span(AfterBlanks(text, _endOfWords), 1))]
                : SyntaxDiagnostics.Of(template.Messages, source.Span(text.Length, 0))
        );
        new TreeReview(diagnostics).Visit(template.Page);
        return template.Page ?? new ScriptPage();
    }

    private static int AfterBlanks(string text, int start) =>
        Math.Min(start + text.AsSpan(start).IndexOfAnyExcept(" \t\r\n"), text.Length - 1);

    private bool IsBounded(string text, LexerOptions options)
    {
        var words = 0;
        _endOfWords = options.StartPosition.Offset;
        foreach (var token in new Lexer(text, _path, options))
        {
            var place = source.Span(token.Start.Offset, Math.Max(0, token.End.Offset - token.Start.Offset + 1));
            if (++words > MaxWords)
            {
                diagnostics.Add(SyntaxDiagnostics.TooLarge(place, $"this template has more than {MaxWords} words"));
                return false;
            }
            if (
                place.Length > LongestWord
                && token.Type
                    is TokenType.Identifier
                        or TokenType.IdentifierSpecial
                        or TokenType.Integer
                        or TokenType.HexaInteger
                        or TokenType.BinaryInteger
                        or TokenType.Float
            )
            {
                diagnostics.Add(
                    SyntaxDiagnostics.TooLarge(place.Slice(0, 20), $"this word has more than {LongestWord} characters")
                );
                return false;
            }
            if (token.Type is not (TokenType.Eof or TokenType.Invalid))
            {
                _endOfWords = token.End.Offset + 1;
            }
            _open = token.Type switch
            {
                TokenType.CodeEnter or TokenType.EscapeEnter => place,
                TokenType.CodeExit or TokenType.EscapeExit => null,
                _ => _open,
            };
        }
        return true;
    }
}

/// <summary>
/// Looks at each node of a tree once, before it is used. It refuses what is nested deeper than all who walk the tree later
/// have stack for, and makes <c>a?.b.c</c> null as a whole where <c>a</c> is null, as <c>a?.b[0]</c> is in Scriban.
/// </summary>
internal sealed class TreeReview(DiagnosticBag diagnostics) : ScriptVisitor
{
    private const int MaxDepth = 1_000;

    private int _depth;
    private bool _isRefused;

    public override void Visit(ScriptNode? node)
    {
        if (node is null || _isRefused)
        {
            return;
        }
        if (++_depth > MaxDepth)
        {
            _isRefused = true;
            diagnostics.Add(SyntaxDiagnostics.TooDeep(Places.Of(node)));
            return;
        }
        base.Visit(node);
        _depth--;
        if (
            node is ScriptMemberExpression { DotToken.TokenType: not TokenType.QuestionDot } member
            && MayEndEarly(member.Target)
        )
        {
            member.DotToken = new ScriptToken(TokenType.QuestionDot) { Value = "." };
        }
    }

    /// <summary>Whether a member was written with <c>?.</c>, so that it may be missing.</summary>
    public static bool IsConditional(ScriptMemberExpression member) =>
        member.DotToken is { TokenType: TokenType.QuestionDot, Value: not "." };

    private static bool MayEndEarly(ScriptExpression? target) =>
        target switch
        {
            ScriptMemberExpression member => member.DotToken.TokenType == TokenType.QuestionDot,
            ScriptIndexerExpression index => MayEndEarly(index.Target),
            ScriptNestedExpression nested => MayEndEarly(nested.Expression),
            _ => false,
        };
}
