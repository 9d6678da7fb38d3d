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
