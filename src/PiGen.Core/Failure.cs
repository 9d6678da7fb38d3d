namespace PiGen.Core;

/// <summary>The world said no: the message says where and why, the hint the way out. Caught once, by the program.</summary>
public class Failure(string message, string hint, Exception? cause = null) : Exception(message, cause)
{
    public string Hint { get; } = hint;
}

/// <summary>A host sent what no host sends that is what it should be: too much of it, or nothing that can be read.</summary>
/// <param name="what">What is wrong with it, after "gave an answer".</param>
public sealed class AnswerNotUnderstood(string host, string what)
    : Failure(
        $"{host} gave an answer {what}",
        "see what its login scripts print, and whether the host is what you take it for"
    );
