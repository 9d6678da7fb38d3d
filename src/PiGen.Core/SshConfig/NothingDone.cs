namespace PiGen.Core.SshConfig;

/// <summary>A laptop refused before anything was changed there.</summary>
public sealed class NothingDone(string message, string hint, Exception? cause = null) : Failure(message, hint, cause)
{
    public static NothingDone Changed(string path) =>
        new($"{path} was changed meanwhile, by somebody else", "run this again: it begins with what is there now");

    public static NothingDone Of(Failure failure) => new(failure.Message, failure.Hint, failure);
}
