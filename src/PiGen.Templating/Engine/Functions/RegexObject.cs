using System.Text;
using System.Text.RegularExpressions;
using Scriban.Functions;
using Scriban.Runtime;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// The object <c>regex</c>: .NET's engine without backtracking, with results as Scriban gives them. What a match can take at
/// most is known before; what it took is told by what it has allocated, which is the same whatever the machine does besides.
/// </summary>
internal static class RegexObject
{
    private const int MaxKept = 16;
    private const int CharactersPerStep = 5;
    private const int BytesPerStep = 16;
    private const int StepsPerState = 30;

    // What the engine without backtracking cannot do, by a part of its message.
    private static readonly (string Part, string Name)[] Unsupported =
    [
        ("lookahead", "lookahead or lookbehind: (?= (?! (?<= (?<!"),
        ("backreference", @"a back-reference: \1 \k"),
        ("atomic", "an atomic group: (?>"),
        ("conditional", "a condition: (?("),
        ("contiguous", @"the end of the last match: \G"),
    ];

    public static ScriptObject Functions { get; } =
        new FunctionTable("regex")
            .Add("escape", "pattern", static c => RegexFunctions.Escape(c.Growing(2).Given(0)))
            .Add("unescape", "pattern", static c => RegexFunctions.Unescape(c.Given(0)))
            .Add("match", "text pattern options?", static c => Groups(c, Found(c, c.Text(2)).FirstOrDefault()))
            .Add("matches", "text pattern options?", Matches)
            .Add("replace", "text pattern replace options?", Replace)
            .Add("split", "text pattern options?", Split)
            .Build();

    private static IEnumerable<Match> Found(FunctionCall call, string? options) =>
        Found(call.Context, call.Given(0), call.Pattern(1), options);

    private static IEnumerable<Match> Found(StrictContext context, string text, string pattern, string? letters)
    {
        CheckSize(context, text, pattern, letters, out var looksAhead);
        return Found(context, text, Kept(context, pattern, letters), looksAhead);
    }

    /// <summary>All matches, each counted with what is looked at after it.</summary>
    public static IEnumerable<Match> Found(StrictContext context, string text, Regex regex, bool looksAhead)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        context.Work(text.Length / CharactersPerStep);
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            Count(context, before);
            var rest = text.Length - match.Index;
            context.Work(4 + (looksAhead ? rest : match.Length) / CharactersPerStep);
            yield return match;
            before = GC.GetAllocatedBytesForCurrentThread();
        }
        Count(context, before);
    }

    private static void Count(StrictContext context, long before)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        context.Work(allocated / BytesPerStep);
        context.Made(allocated * 3 / 4);
    }

    private static void CheckSize(
        StrictContext context,
        string text,
        string pattern,
        string? letters,
        out bool looksAhead
    )
    {
        var shape = new RegexShape(pattern, letters?.Contains('x') == true);
        if (shape.SetsBlanks)
        {
            throw context.Refuse("'x' cannot be set within a regular expression", "pass it as an option");
        }
        if (shape.RepeatsNothing)
        {
            throw context.Refuse(
                "this regular expression repeats something that may be empty, such as (a*)*",
                "let each turn of a repetition take a character"
            );
        }
        if (text.Length * shape.Size * shape.Size * StepsPerState > context.MaxSteps)
        {
            throw new RenderStopped(LimitDiagnostics.Regex(context.Here, text.Length, shape.Size));
        }
        looksAhead = shape.LooksAhead;
    }

    // A render keeps the patterns that it has read.
    private static Regex Kept(StrictContext context, string pattern, string? letters)
    {
        var kept = context.Tags.TryGetValue(typeof(Regex), out var found)
            ? (Dictionary<(string, string?), Regex>)found
            : [];
        context.Tags[typeof(Regex)] = kept;
        if (!kept.TryGetValue((pattern, letters), out var regex))
        {
            if (kept.Count == MaxKept)
            {
                kept.Clear();
            }
            var before = GC.GetAllocatedBytesForCurrentThread();
            kept.Add((pattern, letters), regex = Read(context, pattern, letters ?? ""));
            Count(context, before);
        }
        return regex;
    }

    private static Regex Read(StrictContext context, string pattern, string letters)
    {
        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            return new Regex(pattern, letters.Aggregate(options, (all, letter) => all | OptionOf(context, letter)));
        }
        catch (RegexParseException exception)
        {
            var reason = exception.Message.Split($"at offset {exception.Offset}. ")[^1];
            throw context.Refuse(
                $"this is no regular expression: {ScribanMessages.Sentence(reason)}, at its character {exception.Offset}",
                "check the pattern"
            );
        }
        catch (NotSupportedException exception)
        {
            var (_, name) = Array.Find(
                Unsupported,
                one => exception.Message.Contains(one.Part, StringComparison.Ordinal)
            );
            throw context.Refuse(
                $"this regular expression has {name ?? "too many parts"}, which is not supported",
                "write the pattern without it"
            );
        }
    }

    private static RegexOptions OptionOf(StrictContext context, char letter) =>
        letter switch
        {
            'i' => RegexOptions.IgnoreCase,
            'm' => RegexOptions.Multiline,
            's' => RegexOptions.Singleline,
            'x' => RegexOptions.IgnorePatternWhitespace,
            _ => throw context.Refuse(
                $"'{letter}' is no option of a regular expression",
                "write letters of i, m, s and x"
            ),
        };

    private static ScriptArray Groups(FunctionCall call, Match? match)
    {
        var groups = new ScriptArray();
        foreach (Group group in match?.Groups ?? Enumerable.Empty<Group>())
        {
            groups.Add(Counted(call, group));
        }
        return groups;
    }

    private static string Counted(FunctionCall call, Capture capture)
    {
        call.Context.Made(32 + sizeof(char) * (long)capture.Length);
        return capture.Value;
    }

    private static ScriptArray Matches(FunctionCall call)
    {
        var all = new ScriptArray();
        foreach (var match in Found(call, call.Text(2)))
        {
            call.Context.CheckItems(all.Count + 1);
            call.Context.Made(64);
            all.Add(Groups(call, match));
        }
        return all;
    }

    private static ScriptArray Split(FunctionCall call)
    {
        var (text, parts, from) = (call.Given(0), new ScriptArray(), 0);
        foreach (var match in Found(call, call.Text(2)))
        {
            Add(text[from..match.Index]);
            foreach (var group in match.Groups.Values.Skip(1).Where(static group => group.Success))
            {
                Add(group.Value);
            }
            from = match.Index + match.Length;
        }
        Add(text[from..]);
        return parts;

        void Add(string part)
        {
            call.Context.CheckItems(parts.Count + 1);
            call.Context.Made(32 + sizeof(char) * (long)part.Length);
            parts.Add(part);
        }
    }

    private static string Replace(FunctionCall call)
    {
        var (text, result, from) = (call.Given(0), new StringBuilder(), 0);
        foreach (var match in Found(call, call.Text(3)))
        {
            var references = (long)call.Given(2).AsSpan().Count('$');
            // $_ $` $' bring in the text around the match.
            var most = call.Given(2).AsSpan().ContainsAny("_`'") ? text.Length : match.Length;
            call.Context.CheckLength(result.Length + call.Given(2).Length + references * most);
            result.Append(text, from, match.Index - from).Append(match.Result(call.Given(2)));
            call.Context.CheckLength(result.Length);
            from = match.Index + match.Length;
        }
        return result.Append(text, from, text.Length - from).ToString();
    }
}
