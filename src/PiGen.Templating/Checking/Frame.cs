namespace PiGen.Templating.Checking;

/// <summary>A loop's variable or a function's parameter, or without a name the members of a <c>with</c>, for as long as its block lasts.</summary>
internal sealed record Frame(string? Name, Shape Shape)
{
    public IReadOnlyList<string> Names => Name is null ? Shape.Example.AsObject?.MemberNames ?? [] : [Name];

    /// <summary>None if the name is not from here.</summary>
    public Shape? Find(string name) =>
        Name is null ? Shape.Member(name)
        : Name == name ? Shape
        : null;
}
