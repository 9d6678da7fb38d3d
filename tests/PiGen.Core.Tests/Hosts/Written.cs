using PiGen.Core.Hosts;
using PiGen.Templating.Text;

namespace PiGen.Core.Tests.Hosts;

/// <summary>Hostlists and their mistakes as text, so that a test compares one string.</summary>
internal static class Written
{
    public static (NodeSet? Hosts, DiagnosticBag Diagnostics) Parse(string text)
    {
        var diagnostics = new DiagnosticBag();
        return (Hostlist.Parse(new SourceText("--workers", text), diagnostics), diagnostics);
    }

    public static NodeSet Hosts(string text) =>
        Parse(text).Hosts ?? throw new ArgumentException(Mistakes(text), nameof(text));

    public static string Expanded(string text) => string.Join(' ', Hosts(text));

    /// <summary>Code, offset and text of each mistake: <c>PG0103@3 «[»</c>.</summary>
    public static string Mistakes(string text) => Places(Parse(text).Diagnostics);

    public static string Places(DiagnosticBag diagnostics) =>
        string.Join(' ', diagnostics.Select(mistake => $"{mistake.Code}@{mistake.Span.Start} «{mistake.Span.Text}»"));

    public static string FoldedAgain(string text) => Hostlist.Fold(Hosts(text));
}
