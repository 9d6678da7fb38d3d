namespace PiGen.Templating.Escaping;

/// <summary>What a place in a shell script is inside of.</summary>
internal enum ShQuoting
{
    Plain,
    Single,
    Double,
    Comment,
    Parameter,
    Backtick,
    Document,
    QuotedDocument,
}

/// <summary>A place in a shell script: how it is quoted, and what that stands in. It never changes, so that it can be gone back to.</summary>
/// <param name="Delimiter">For a here-document: the line that ends it.</param>
/// <param name="Awaited">The here-documents that begin after the current line.</param>
internal sealed record ShContext(
    ShQuoting Quoting,
    ShContext? Parent,
    string? Delimiter = null,
    ShContext? Awaited = null
)
{
    public static readonly ShContext Start = new(ShQuoting.Plain, null);

    public ShContext Enter(ShQuoting quoting) => new(quoting, this);

    public ShContext Leave() => Parent ?? this;
}
