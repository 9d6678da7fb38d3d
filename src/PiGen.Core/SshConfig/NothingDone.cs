namespace PiGen.Core.SshConfig;

/// <summary>A laptop that is as it was: refused before anything was changed there, or taken back before it was done.</summary>
public sealed class NothingDone(string message, string hint, Exception? cause = null) : Failure(message, hint, cause)
{
    public static NothingDone Changed(string path, Exception? cause = null) =>
        new(
            $"{path} was changed meanwhile, by somebody else",
            "run this again: it begins with what is there now",
            cause
        );

    /// <summary>Somebody wrote it again while what they had written first was put back.</summary>
    /// <param name="kept">Where the second is.</param>
    public static NothingDone ChangedTwice(string path, string kept, Exception? cause = null) =>
        new(
            $"{path} was changed meanwhile, twice, by somebody else: the second change is in {kept}",
            $"take from {kept} what belongs into {path}, then run this again",
            cause
        );

    public static NothingDone Of(Failure failure) =>
        new($"nothing was changed: {failure.Message}", failure.Hint, failure);
}
