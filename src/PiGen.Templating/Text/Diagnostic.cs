using System.Collections;
using System.Collections.Immutable;

namespace PiGen.Templating.Text;

/// <summary>How much a <see cref="Diagnostic"/> weighs: an error stops the work before anything is changed, a warning does not.</summary>
public enum Severity
{
    Warning,
    Error,
}

/// <summary>A person's mistake, with its place in their text and the way out.</summary>
/// <param name="Code">A stable code, <c>PGnnnn</c>, by which the mistake can be looked up.</param>
/// <param name="Span">Where it is, in what the person wrote.</param>
/// <param name="Message">What is wrong: one clause, no capital, no full stop.</param>
/// <param name="Hint">What to write instead.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceSpan Span, string Message, string? Hint = null)
{
    /// <summary>Further places that explain the first, such as the chain of includes that led to it, innermost first.</summary>
    public ImmutableArray<DiagnosticNote> Notes { get; init; } = [];

    public static Diagnostic Error(string code, SourceSpan span, string message, string hint) =>
        new(code, Severity.Error, span, message, hint);

    public static Diagnostic Warning(string code, SourceSpan span, string message, string hint) =>
        new(code, Severity.Warning, span, message, hint);

    public bool IsError => Severity == Severity.Error;
}

/// <summary>A further place of a <see cref="Diagnostic"/>, with what it has to do with it.</summary>
public sealed record DiagnosticNote(SourceSpan Span, string Message);

/// <summary>Collects what is wrong, so that a person hears of all their mistakes at once.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _diagnostics = [];

    public int Count => _diagnostics.Count;

    public bool HasErrors { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        HasErrors |= diagnostic.IsError;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    public IEnumerator<Diagnostic> GetEnumerator() => _diagnostics.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
