using PiGen.Templating.Text;

namespace PiGen.Testing;

/// <summary>How a test writes down the diagnostics that it expects: code, place and the text that is pointed at.</summary>
public static class Mistakes
{
    /// <summary>One line a diagnostic: <c>PG0231 --port "x"</c>.</summary>
    public static string Of(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(d => $"{d.Code} {d.Span.Source.Name} \"{d.Span.Text}\""));
}
