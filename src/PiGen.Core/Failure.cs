namespace PiGen.Core;

/// <summary>The world said no: the message says where and why, the hint the way out. Caught once, by the program.</summary>
public class Failure(string message, string hint, Exception? cause = null) : Exception(message, cause)
{
    public string Hint { get; } = hint;
}
