namespace PiGen.Templating.Evaluation;

/// <summary>What a page sees by name: what it has assigned itself, and behind it the model, which stays as it is.</summary>
internal sealed class PageScope : ScriptObject
{
    public IScriptObject Model { get; set; } = EmptyObject.Instance;

    public override bool TryGetMember(string name, out Value value) =>
        (Count > 0 && base.TryGetMember(name, out value)) || Model.TryGetMember(name, out value);

    public override IReadOnlyList<string> MemberNames =>
        [.. Model.MemberNames.Union(base.MemberNames, StringComparer.Ordinal)];
}
