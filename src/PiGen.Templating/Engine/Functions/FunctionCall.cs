using System.Collections;
using System.Globalization;
using Scriban.Runtime;
using Scriban.Syntax;
using ScribanSpan = Scriban.Parsing.SourceSpan;

namespace PiGen.Templating.Engine.Functions;

/// <summary>One call of a function: its arguments, which Scriban has turned into the types of the parameters.</summary>
internal readonly struct FunctionCall(
    StrictContext context,
    CountedFunction function,
    ScriptNode caller,
    ScriptArray arguments
)
{
    private const int MaxPattern = 1000;

    public StrictContext Context => context;

    public ScriptNode Caller => caller;

    public ScribanSpan Span => caller.Span;

    public object? this[int index] => arguments[index];

    public string? Text(int index) => (string?)arguments[index];

    public int Int(int index) => (int?)arguments[index] ?? 0;

    public double Number(int index) => (double?)arguments[index] ?? 0;

    /// <summary>A string that must not be null.</summary>
    public string Given(int index) => Text(index) ?? throw Bad(index, "a text");

    public DateTime Date(int index) =>
        (DateTime?)arguments[index] ?? throw Bad(index, "a date, as date.parse gives it");

    /// <summary>A short string that says how something is read or written.</summary>
    public string Pattern(int index)
    {
        var pattern = Given(index);
        return pattern.Length <= MaxPattern
            ? pattern
            : throw context.Refuse(
                $"the '{NameOf(index)}' of '{function.Name}' is longer than {MaxPattern} characters",
                "write a shorter one"
            );
    }

    public CultureInfo Culture(int index) =>
        Cultures.Find(Text(index))
        ?? throw context.Refuse(
            $"the culture '{Pattern(index)}' is not known",
            "write en-US, en-GB or fr-FR, or leave it out"
        );

    /// <summary>A list whose items are there, counted; a string is the list of its characters.</summary>
    public IEnumerable? List(int index)
    {
        var list = arguments[index] as IEnumerable;
        while (list is ScriptRange { Values: ScriptRange inner })
        {
            list = inner;
        }
        if (list is ScriptRange { Values: not ICollection })
        {
            list = (IEnumerable?)context.Settled(list);
        }
        var count = CountOf(list);
        context.CheckItems(count);
        context.Work(count);
        return list;
    }

    public static int CountOf(IEnumerable? list) => (list as string)?.Length ?? (list as ICollection)?.Count ?? 0;

    /// <summary>A function as an argument, as in <c>@string.strip</c>; null if there is none.</summary>
    public object? Function(int index) =>
        arguments[index] is null or IScriptCustomFunction
            ? arguments[index]
            : throw Bad(index, "a function, as in @string.strip,");

    /// <summary>Counts what a function takes that is so many times as slow as most are with the same texts.</summary>
    public FunctionCall Slowly(int times)
    {
        context.Work((long)times * (8 + (Text(0)?.Length ?? 0) / 8));
        return this;
    }

    /// <summary>Counts going through a text for another one, which may nearly be found at each place.</summary>
    public FunctionCall Searching(int index, bool ignoresCase = false)
    {
        var (text, search) = ((long)(Text(0)?.Length ?? 0), (long)(Text(index)?.Length ?? 0));
        context.Work(ignoresCase ? text * (search + 10) / 20 : text * search / 1000);
        return this;
    }

    /// <summary>A number that is the length of the text about to be made.</summary>
    public int Length(int index)
    {
        context.CheckLength(Int(index));
        return Int(index);
    }

    /// <summary>Refuses a text that may grow beyond the limit, where each character may become so many.</summary>
    public FunctionCall Growing(int times)
    {
        context.CheckLength((long)times * (Text(0)?.Length ?? 0));
        return this;
    }

    public Exception Bad(int index, string wanted) =>
        context.Refuse(
            $"'{function.Name}' needs {wanted} as '{NameOf(index)}', and this is {context.GetTypeName(arguments[index])}",
            "pass another value"
        );

    private string NameOf(int index) => function.GetParameterInfo(index).Name;
}
