using PiGen.Core.Planning;

namespace PiGen.Cli.Reporting;

/// <summary>What became of a file, in a word: the same for every verb.</summary>
internal static class ChangeWords
{
    public static string Of(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => "created",
            ChangeKind.Update => "updated",
            ChangeKind.Delete => "removed",
            ChangeKind.Unchanged => "unchanged",
            ChangeKind.Drift => "edited",
            ChangeKind.Foreign => "foreign",
        };
}
