namespace PiGen.Templating.Evaluation;

/// <summary>Anything with members that templates read by name: a <see cref="ScriptObject"/>, or a type of the model that shows its own without reflection.</summary>
public interface IScriptObject
{
    bool TryGetMember(string name, out Value value);

    /// <summary>All members, in the order in which they are shown.</summary>
    IReadOnlyList<string> MemberNames { get; }
}
