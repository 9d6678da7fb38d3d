namespace PiGen.Templating.Escaping;

/// <summary>Reads a shell script up to its end and tells what that end is inside of.</summary>
internal static class ShScanner
{
    public static ShContext Scan(ReadOnlySpan<char> script, int from, ShContext context)
    {
        for (var at = from; at < script.Length; )
        {
            (at, context) = Step(script, at, context);
        }
        return context;
    }

    private static (int At, ShContext Context) Step(ReadOnlySpan<char> script, int at, ShContext context) =>
        context.Quoting switch
        {
            ShQuoting.Single => (at + 1, script[at] == '\'' ? context.Leave() : context),
            ShQuoting.Comment => script[at] == '\n' ? (at, context.Leave()) : (at + 1, context),
            ShQuoting.Document or ShQuoting.QuotedDocument => InDocument(script, at, context),
            ShQuoting.Double => InDouble(script, at, context),
            ShQuoting.Parameter => script[at] == '}' ? (at + 1, context.Leave()) : InDouble(script, at, context),
            ShQuoting.Plain or ShQuoting.Backtick => InPlain(script, at, context),
        };

    private static (int At, ShContext Context) InDouble(ReadOnlySpan<char> script, int at, ShContext context) =>
        script[at] switch
        {
            '\\' => (at + 2, context),
            '"' when context.Quoting == ShQuoting.Double => (at + 1, context.Leave()),
            '"' => (at + 1, context.Enter(ShQuoting.Double)),
            '`' => (at + 1, context.Enter(ShQuoting.Backtick)),
            '$' when Next(script, at) == '(' => (at + 2, context.Enter(ShQuoting.Plain)),
            '$' when Next(script, at) == '{' => (at + 2, context.Enter(ShQuoting.Parameter)),
            _ => (at + 1, context),
        };

    private static char Next(ReadOnlySpan<char> script, int at) => at + 1 < script.Length ? script[at + 1] : '\0';

    private static (int At, ShContext Context) InPlain(ReadOnlySpan<char> script, int at, ShContext context)
    {
        switch (script[at])
        {
            case '\'':
                return (at + 1, context.Enter(ShQuoting.Single));
            case '"':
                return (at + 1, context.Enter(ShQuoting.Double));
            case '#' when at == 0 || script[at - 1] is ' ' or '\t' or '\n' or ';' or '(':
                return (at + 1, context.Enter(ShQuoting.Comment));
            case '`':
                return (
                    at + 1,
                    context.Quoting == ShQuoting.Backtick ? context.Leave() : context.Enter(ShQuoting.Backtick)
                );
            case '(':
                return (at + 1, context.Enter(ShQuoting.Plain));
            case ')':
                return (at + 1, context.Parent is null ? context : context.Leave());
            case '<' when Next(script, at) == '<':
                return Document(script, at, context);
            case '\n' when context.Awaited is { } awaited:
                return (at + 1, awaited with { Parent = context with { Awaited = awaited.Awaited }, Awaited = null });
            default:
                return script[at] is '\\' or '$' ? InDouble(script, at, context) : (at + 1, context);
        }
    }

    private static (int At, ShContext Context) Document(ReadOnlySpan<char> script, int at, ShContext context)
    {
        var start = at + (at + 2 < script.Length && script[at + 2] == '-' ? 3 : 2);
        while (start < script.Length && script[start] is ' ' or '\t')
        {
            start++;
        }
        var end = start;
        while (end < script.Length && !(script[end] is ' ' or '\t' or '\n' or ';' or '|' or '&' or ')' or '>' or '<'))
        {
            end++;
        }
        var word = script[start..end];
        var isQuoted = word.ContainsAny('\'', '"', '\\');
        var delimiter = word.ToString()
            .Replace("'", "", StringComparison.Ordinal)
            .Replace("\"", "", StringComparison.Ordinal)
            .Replace("\\", "", StringComparison.Ordinal);
        var document = new ShContext(isQuoted ? ShQuoting.QuotedDocument : ShQuoting.Document, null, delimiter);
        return (Math.Max(end, at + 2), context with { Awaited = Behind(context.Awaited, document) });
    }

    private static ShContext Behind(ShContext? first, ShContext last) =>
        first is null ? last : first with { Awaited = Behind(first.Awaited, last) };

    private static (int At, ShContext Context) InDocument(ReadOnlySpan<char> script, int at, ShContext context)
    {
        var startsLine = at == 0 || script[at - 1] == '\n';
        var lineEnd = script[at..].IndexOf('\n');
        if (startsLine && lineEnd >= 0 && script.Slice(at, lineEnd).TrimStart('\t').SequenceEqual(context.Delimiter))
        {
            var outer = context.Leave();
            return outer.Awaited is { } next
                ? (at + lineEnd + 1, next with { Parent = outer with { Awaited = next.Awaited }, Awaited = null })
                : (at + lineEnd + 1, outer);
        }
        return context.Quoting == ShQuoting.QuotedDocument || script[at] == '"'
            ? (at + 1, context)
            : InDouble(script, at, context);
    }
}
