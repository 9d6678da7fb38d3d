using System.Text.RegularExpressions;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

/// <summary>The object <c>regex</c>. Every match is stopped when it takes too long.</summary>
internal static class RegexFunctions
{
    public static ScriptObject Create() =>
        new FunctionTable("regex")
            .Add("escape", "pattern", static (in FunctionCall c) => c.Made(Regex.Escape(c.Text(0))))
            .Add("unescape", "pattern", Unescape)
            .Add("match", "text pattern options?", static (in FunctionCall c) => Run(c, Match))
            .Add("matches", "text pattern options?", static (in FunctionCall c) => Run(c, Matches))
            .Add(
                "replace",
                "text pattern replace options?",
                static (in FunctionCall c) => Run(c, Replace, optionsAt: 3)
            )
            .Add("split", "text pattern options?", static (in FunctionCall c) => Run(c, Split))
            .Build();

    private delegate Value Work(in FunctionCall call, Regex regex, string text);

    private static Value Run(in FunctionCall call, Work work, int optionsAt = 2)
    {
        var time = call.Evaluator.Options.Limits.RegexTime;
        try
        {
            return work(call, new Regex(call.Text(1), OptionsOf(call, optionsAt), time), call.Text(0));
        }
        catch (RegexMatchTimeoutException)
        {
            throw Evaluator.Fail(LimitDiagnostics.RegexTime(call.Evaluator.Span(call.Place), time));
        }
        catch (ArgumentException exception)
        {
            throw call.Refused($"this is no regular expression: {FirstClause(exception.Message)}", "check the pattern");
        }
    }

    private static string FirstClause(string message) => message.TrimEnd('.').Split('\n')[0];

    private static RegexOptions OptionsOf(in FunctionCall call, int index)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var letter in call.TextOrNull(index) ?? "")
        {
            options |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw call.Refused(
                    $"'{letter}' is no option of a regular expression",
                    "write letters of i, m, s and x"
                ),
            };
        }
        return options;
    }

    private static ScriptArray Groups(Match match)
    {
        var groups = new ScriptArray();
        if (match.Success)
        {
            foreach (Group group in match.Groups)
            {
                groups.Add(group.Value);
            }
        }
        return groups;
    }

    private static Value Match(in FunctionCall call, Regex regex, string text) => Groups(regex.Match(text));

    private static Value Matches(in FunctionCall call, Regex regex, string text)
    {
        var all = new ScriptArray();
        foreach (Match match in regex.Matches(text))
        {
            call.Evaluator.Step(call.Place);
            all.Add(Groups(match));
        }
        return all;
    }

    // Each replacement is counted as it is made: one match may bring in far more text than it removes.
    private static Value Replace(in FunctionCall call, Regex regex, string text)
    {
        var (evaluator, place, replacement) = (call.Evaluator, call.Place, call.Text(2));
        long length = text.Length;
        return regex.Replace(
            text,
            match =>
            {
                var by = match.Result(replacement);
                length += by.Length;
                evaluator.CheckLength(place, length);
                return by;
            }
        );
    }

    private static Value Split(in FunctionCall call, Regex regex, string text)
    {
        var parts = new ScriptArray();
        foreach (var part in regex.Split(text))
        {
            call.Evaluator.Step(call.Place);
            parts.Add(part);
        }
        return parts;
    }

    private static Value Unescape(in FunctionCall call)
    {
        try
        {
            return Regex.Unescape(call.Text(0));
        }
        catch (ArgumentException)
        {
            throw call.Refused("this text has an escape that does not exist", "pass what regex.escape gives");
        }
    }
}
