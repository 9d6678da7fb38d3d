using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>What the person typed, as a text that diagnostics can point into.</summary>
internal sealed class CommandLine
{
    private readonly List<Argument> _arguments;

    private CommandLine(SourceText text, List<Argument> arguments) => (Text, _arguments) = (text, arguments);

    public SourceText Text { get; }

    public static CommandLine Of(IReadOnlyList<string> args)
    {
        var words = args.Select(Quote).Prepend("pigen").ToImmutableArray();
        var text = new SourceText("command line", string.Join(' ', words));
        var arguments = new List<Argument>(args.Count);
        var start = words[0].Length + 1;
        for (var i = 0; i < args.Count; i++)
        {
            arguments.Add(new(args[i], text.Span(start, words[i + 1].Length)));
            start += words[i + 1].Length + 1;
        }
        return new(text, arguments);
    }

    public ImmutableArray<Diagnostic> MistakesOf(ParseResult result)
    {
        var verb = result.CommandResult.Command;
        var help = $"'{PathOf(result.CommandResult)} --help' lists what there is";
        var unknown = result.UnmatchedTokens.Select(token =>
            Error("PG0001", SpanOf(token), $"'{token}' is not known here", Nearest(token, verb) ?? help)
        );
        var others = result
            .Errors.Where(error => !result.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'")))
            .Select(error => Error("PG0002", SpanOf(error.SymbolResult), Clause(error.Message), help));
        return [.. unknown, .. others];
    }

    private SourceSpan SpanOf(string? token)
    {
        foreach (var (argument, span) in _arguments)
        {
            if (argument == token || argument.StartsWith(token + "=", StringComparison.Ordinal))
            {
                return span;
            }
        }
        return Text.Span(Text.Content.Length, 0);
    }

    private SourceSpan SpanOf(SymbolResult? symbol) =>
        SpanOf(
            symbol switch
            {
                OptionResult { IdentifierToken.Value: var name } => name,
                _ => null,
            }
        );

    private static string? Nearest(string token, Command verb)
    {
        var names = verb.Options.Select(option => option.Name).Concat(verb.Subcommands.Select(command => command.Name));
        return Spelling.Nearest(token, names) is { } name ? $"did you mean '{name}'?" : null;
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "pigen";

    // The library's sentences begin with a capital and end with a full stop.
    private static string Clause(string sentence) =>
        sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    private static string Quote(string argument) =>
        argument.Length == 0 || argument.Any(char.IsWhiteSpace) ? $"'{argument}'" : argument;

    private static Diagnostic Error(string code, SourceSpan span, string message, string hint) =>
        new(code, Severity.Error, span, message, hint);

    private sealed record Argument(string Value, SourceSpan Span);
}
