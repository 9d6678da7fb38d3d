using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using PiGen.Cli.Reporting;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

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

    /// <summary>All that cannot be understood: unknown words, options without their value, and what else the parser refuses.</summary>
    public ImmutableArray<Diagnostic> MistakesOf(ParseResult result)
    {
        var help = $"'{PathOf(result.CommandResult)} --help' lists what there is";
        var known = OptionsOf(result.CommandResult).ToHashSet(StringComparer.Ordinal);
        var words = result.UnmatchedTokens.ToHashSet(StringComparer.Ordinal);
        var unknown = _arguments
            .TakeWhile(argument => argument.Value != "--")
            .Where(argument => argument.Words.Any(words.Contains) || argument.IsOptionOutside(known))
            .Select(argument => Unknown(argument, NamesAt(result.CommandResult, known), help))
            .ToList();
        var silent = result
            .CommandResult.Children.OfType<OptionResult>()
            .Where(option => option.Tokens.Any(token => known.Contains(token.Value)))
            .Select(option => NoValue(SpanOf(option.IdentifierToken?.Value), option.Option.Name, help));
        var mistakes = unknown.Concat(silent).ToList();
        var others = result.Errors.Where(error => mistakes.Count == 0 || error.SymbolResult is OptionResult);
        return
        [
            .. mistakes,
            .. others
                .Where(error => !words.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal)))
                .Select(error => Error("PG0002", SpanOf(error.SymbolResult), Clause(error.Message), help)),
        ];
    }

    private SourceSpan SpanOf(SymbolResult? symbol) => SpanOf((symbol as OptionResult)?.IdentifierToken?.Value);

    private SourceSpan SpanOf(string? token) =>
        _arguments.FirstOrDefault(argument => token is not null && argument.Name == token)?.Span
        ?? Text.Span(Text.Content.Length, 0);

    private static IEnumerable<string> OptionsOf(CommandResult command) =>
        command
            .Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            .Concat(command.Parent is CommandResult parent ? OptionsOf(parent) : []);

    private static IEnumerable<string> NamesAt(CommandResult command, IEnumerable<string> options) =>
        options.Concat(command.Command.Subcommands.Select(subcommand => subcommand.Name));

    private static Diagnostic Unknown(Argument argument, IEnumerable<string> names, string help) =>
        Error(
            "PG0001",
            argument.Span,
            $"'{argument.Value}' is not known here",
            Spelling.Nearest(argument.Name, names) is { } name ? $"did you mean '{name}'?" : help
        );

    private static Diagnostic NoValue(SourceSpan span, string option, string help) =>
        Error("PG0003", span, $"'{option}' is given no value", help);

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "pigen";

    // The library's sentences begin with a capital and end with a full stop.
    private static string Clause(string sentence) =>
        sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    private static string Quote(string argument) =>
        argument.Length == 0 || argument.Any(char.IsWhiteSpace) ? $"'{argument}'" : argument;

    /// <summary>One word of the command line.</summary>
    private sealed record Argument(string Value, SourceSpan Span)
    {
        public string Name => Value.StartsWith("--", StringComparison.Ordinal) ? Value.Split('=')[0] : Value;

        /// <summary>Itself, and the value after an option's '=': what the parser may have taken it for.</summary>
        public IEnumerable<string> Words => [Value, Value[(Value.IndexOf('=') + 1)..]];

        public bool IsOptionOutside(HashSet<string> known) =>
            Name.StartsWith("--", StringComparison.Ordinal) && !known.Contains(Name);
    }
}

/// <summary>What every verb stands in: where it reads and prints, and the command line that called it.</summary>
internal sealed record Surroundings(Terminal Terminal, CommandLine CommandLine)
{
    public DiagnosticPrinter Diagnostics => new(Terminal.Error, new Paint(Terminal.ErrorHasColor));
}

/// <summary><c>--color auto|always|never</c>, for every verb.</summary>
internal sealed class ColorOption
{
    private const string Choices = "auto|always|never";

    public Option<string> Option { get; } =
        new("--color")
        {
            Description = "Colours: auto (on a terminal, unless NO_COLOR is set), always or never",
            HelpName = Choices,
            Recursive = true,
        };

    public Terminal ApplyTo(Terminal terminal, ParseResult parsed) =>
        Choice(parsed)?.Content switch
        {
            "always" => terminal with { OutHasColor = true, ErrorHasColor = true },
            "never" => terminal with { OutHasColor = false, ErrorHasColor = false },
            _ => terminal,
        };

    public Diagnostic? MistakeOf(ParseResult parsed) =>
        Choice(parsed) is { } choice && !Choices.Split('|').Contains(choice.Content)
            ? new("PG0004", Severity.Error, choice.Whole, "this is no choice of colours", $"write one of {Choices}")
            : null;

    private SourceText? Choice(ParseResult parsed) =>
        parsed.GetResult(Option)?.Tokens is [{ Value: var choice }] ? new(Option.Name, choice) : null;
}

/// <summary>Ctrl-C reaches ssh as well as this program, and the end of the one may be seen before the other has heard of it.</summary>
internal static class Interruption
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    /// <summary>Whether a connection that has just been lost was ended by the person.</summary>
    public static async Task<bool> IsCauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Delay, cancellation);
        }
        catch (OperationCanceledException)
        {
            // It was.
        }
        return cancellation.IsCancellationRequested;
    }
}
