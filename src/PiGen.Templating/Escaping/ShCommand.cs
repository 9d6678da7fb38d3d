using System.Collections.Frozen;

namespace PiGen.Templating.Escaping;

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
