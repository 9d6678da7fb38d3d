namespace PiGen.Templating.Engine;

/// <summary>Text that is printed as it is: it was escaped when it was made, or its author vouches for it.</summary>
internal sealed record Rendered(string Text)
{
    public override string ToString() => Text;

    /// <summary>A value as functions and operators see it: such a text is a string like others.</summary>
    public static object? Plain(object? value) => value is Rendered rendered ? rendered.Text : value;
}
