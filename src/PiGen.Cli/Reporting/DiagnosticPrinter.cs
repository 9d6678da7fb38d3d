using System.Globalization;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Reporting;

/// <summary>How a mistake looks: its sentence, its place, the line itself with a caret, and the way out.</summary>
internal sealed class DiagnosticPrinter(TextWriter writer, Paint paint)
{
    // A generated hostlist may be a megabyte on one line: what is shown is what fits a terminal.
    private const int LongestLine = 160;
    private const int ShownBefore = 60;

    public void Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Print(diagnostic);
        }
    }

    public void Print(Failure failure)
    {
        writer.WriteLine($"{paint.Red("error")}: {Visible(failure.Message)}");
        writer.WriteLine($"{paint.Green("hint")}: {Visible(failure.Hint)}");
    }

    private void Print(Diagnostic diagnostic)
    {
        var title = diagnostic.Severity switch
        {
            Severity.Error => paint.Red($"error {diagnostic.Code}"),
            Severity.Warning => paint.Yellow($"warning {diagnostic.Code}"),
        };
        writer.WriteLine($"{title}: {paint.Bold(Visible(diagnostic.Message))}");
        PrintPlace(diagnostic.Span);
        foreach (var note in diagnostic.Notes)
        {
            writer.WriteLine($"{paint.Blue("note")}: {Visible(note.Message)}");
            PrintPlace(note.Span);
        }
        if (diagnostic.Hint is { } hint)
        {
            writer.WriteLine($"{paint.Green("hint")}: {Visible(hint)}");
        }
    }

    private void PrintPlace(SourceSpan span)
    {
        var arrow = paint.Blue("-->");
        if (span.Source.Content.Length == 0)
        {
            writer.WriteLine($" {arrow} {Visible(span.Source.Name)}");
            return;
        }
        var (line, column) = span.Source.PlaceOf(span.Start);
        writer.WriteLine($" {arrow} {Visible(span.Source.Name)}:{line}:{column}");
        PrintLine(span, line, column - 1);
    }

    private void PrintLine(SourceSpan span, int line, int offset)
    {
        var text = span.Source.LineAt(line);
        var from = text.Length <= LongestLine ? 0 : Math.Max(0, offset - ShownBefore);
        var shown = text.Slice(from, Math.Min(text.Length - from, LongestLine));
        var (before, after) = (from > 0 ? "…" : "", from + shown.Length < text.Length ? "…" : "");
        var number = line.ToString(CultureInfo.InvariantCulture);
        var gutter = new string(' ', number.Length);
        var bar = paint.Blue("|");
        var marked = Math.Clamp(span.Length, 1, Math.Max(1, shown.Length - (offset - from)));
        writer.WriteLine($"{gutter} {bar}");
        writer.WriteLine($"{paint.Blue(number)} {bar} {before}{Visible(shown)}{after}");
        writer.WriteLine(
            $"{gutter} {bar} {new string(' ', before.Length + offset - from)}{paint.Red(new string('^', marked))}"
        );
    }

    private static string Visible(ReadOnlySpan<char> text) => VisibleText.InCells(text);
}
