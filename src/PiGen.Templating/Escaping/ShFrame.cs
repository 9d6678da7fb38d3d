using System.Collections.Frozen;

namespace PiGen.Templating.Escaping;

/// <summary>What the shell is within: each reads its characters by rules of its own.</summary>
internal enum ShFrameKind
{
    /// <summary>Commands: the script itself, a subshell, <c>$(…)</c>.</summary>
    Commands,

    /// <summary>Commands within backquotes.</summary>
    Backquotes,
    DoubleQuotes,
    SingleQuotes,

    /// <summary><c>$'…'</c> of bash and newer POSIX.</summary>
    DollarQuotes,

    /// <summary>What is not POSIX: <c>((…))</c>, <c>[[ … ]]</c>, <c>a[…]</c>, <c>a=(…)</c>.</summary>
    Foreign,
    Comment,

    /// <summary><c>${…}</c></summary>
    Braces,

    /// <summary><c>$((…))</c></summary>
    Arithmetic,
    HereDocument,
}

/// <summary>One level of what the shell is within, and where it stood in the level round it.</summary>
internal sealed record ShFrame(ShFrameKind Kind, ShFrame? Outer, ShWords OuterWords)
{
    /// <summary>Whether backquotes are open: within them every quote and backslash is read twice.</summary>
    public bool IsInBackquotes { get; } = Kind == ShFrameKind.Backquotes || Outer is { IsInBackquotes: true };

    /// <summary>Whether <c>${</c> is open within these commands: shells differ in how they read quotes there.</summary>
    public bool IsInBraces { get; } =
        Kind == ShFrameKind.Braces || (Kind != ShFrameKind.Commands && Outer is { IsInBraces: true });

    public ShHereDocument? HereDocument { get; init; }

    /// <summary>What began this level or one round it, if that is not POSIX.</summary>
    public string? Spelling { get; init; } = Outer?.Spelling;
}

/// <summary>A here-document: announced on one line, its text on the lines after it.</summary>
internal sealed record ShHereDocument(string Delimiter, bool IsQuoted, bool StripsTabs, ShHereDocument? Next)
{
    /// <summary>Whether a line, which may have been continued, is the one that ends the text.</summary>
    public bool IsDelimiter(ReadOnlySpan<char> line)
    {
        var joined = Joined(line);
        return (StripsTabs ? joined.TrimStart('\t') : joined).SequenceEqual(Delimiter);
    }

    /// <summary>The lines as one, as some shells join them before they look for the delimiter.</summary>
    public ReadOnlySpan<char> Joined(ReadOnlySpan<char> lines) =>
        !IsQuoted && lines.Contains('\n') ? lines.ToString().Replace("\\\n", "", StringComparison.Ordinal) : lines;

    public ShHereDocument Then(ShHereDocument last) => this with { Next = Next?.Then(last) ?? last };
}

/// <summary>How much of a here-document's announcement has been read.</summary>
internal enum ShRedirection
{
    None,
    Less,
    LessLess,
    Delimiter,
}

/// <summary>Where the words of one level stand. <c>default</c> is before a command's first word.</summary>
internal struct ShWords
{
    public bool IsInWord;

    /// <summary>Where the word began; of use only while <see cref="IsQuotedWord"/> is false.</summary>
    public int WordStart;
    public bool IsQuotedWord;
    public bool IsAssignment;

    /// <summary>Whether the command's name has been read, so that no word is reserved.</summary>
    public bool IsPastName;
    public bool IsTarget;

    /// <summary>Whether the target comes after <c>&gt;&amp;</c> or <c>&lt;&amp;</c>.</summary>
    public bool IsStream;
    public ShCommand Command;

    /// <summary>Whether the word has a <c>{</c>, between which and <c>}</c> bash makes several words at each comma.</summary>
    public bool HasBrace;
    public ShRedirection Redirection;
    public bool StripsTabs;
    public ShHereDocument? Announced;
    public int OpenCases;

    /// <summary>Brackets open in <c>$((…))</c>.</summary>
    public int Depth;

    /// <summary>Whether <c>${name</c> has been followed by what introduces a word, as in <c>${name:-</c>.</summary>
    public bool IsPastOperator;
}

/// <summary>What a command makes of its words beyond handing them on.</summary>
internal enum ShCommand
{
    Other,

    /// <summary>Not POSIX: some shells calculate with its words, which can run commands.</summary>
    Foreign,

    /// <summary>Takes names of variables, in which some shells calculate too.</summary>
    Names,

    /// <summary>Takes a variable's name after <c>-v</c>.</summary>
    NamesAfterOption,

    /// <summary>Takes names, and with an option calculates.</summary>
    Local,
}

/// <summary>The commands that make more of their words.</summary>
internal static class ShCommands
{
    private static readonly FrozenDictionary<string, ShCommand> Known = new (ShCommand, string)[]
    {
        (ShCommand.Foreign, "let declare typeset select function mapfile readarray integer float"),
        (ShCommand.Names, "read unset getopts export readonly"),
        (ShCommand.NamesAfterOption, "printf test ["),
        (ShCommand.Local, "local"),
    }
        .SelectMany(kind => kind.Item2.Split(' '), (kind, name) => KeyValuePair.Create(name, kind.Item1))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ShCommand>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The command of this name, which may have quotes.</summary>
    public static ShCommand Of(ReadOnlySpan<char> word) =>
        word.ContainsAny('\'', '"', '\\') ? Find(Unquoted(word)) : Find(word);

    /// <summary>What a command makes of the words after this one.</summary>
    public static ShCommand After(ShCommand command, ReadOnlySpan<char> word) =>
        command switch
        {
            ShCommand.NamesAfterOption when word.StartsWith("-v") => ShCommand.Names,
            ShCommand.Local when word.StartsWith("-") => ShCommand.Foreign,
            ShCommand.Other or ShCommand.Foreign or ShCommand.Names or ShCommand.NamesAfterOption or ShCommand.Local =>
                command,
        };

    private static ShCommand Find(ReadOnlySpan<char> name) =>
        ByName.TryGetValue(name, out var command) ? command : ShCommand.Other;

    private static string Unquoted(ReadOnlySpan<char> word) =>
        string.Concat(word.ToArray().Where(c => c is not ('\'' or '"' or '\\')));
}
