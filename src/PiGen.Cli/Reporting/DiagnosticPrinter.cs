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

    // Nobody reads more; what is left shows in the next run.
    private const int MostShown = 50;

    public void Print(IEnumerable<Diagnostic> diagnostics)
    {
        var count = 0;
        foreach (var diagnostic in diagnostics)
        {
            if (count++ < MostShown)
            {
                Print(diagnostic);
            }
        }
        if (count > MostShown)
        {
            writer.WriteLine(paint.Bold($"and {count - MostShown} more"));
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
        var start = Math.Min(offset - from, shown.Length);
        var number = line.ToString(CultureInfo.InvariantCulture);
        var gutter = new string(' ', number.Length);
        var bar = paint.Blue("|");
        var marked = Visible(shown.Slice(start, Math.Min(span.Length, shown.Length - start))).Length;
        writer.WriteLine($"{gutter} {bar}");
        writer.WriteLine($"{paint.Blue(number)} {bar} {before}{Visible(shown)}{after}");
        writer.WriteLine(
            $"{gutter} {bar} {new string(' ', before.Length + Visible(shown[..start]).Length)}{paint.Red(new string('^', Math.Max(1, marked)))}"
        );
    }

    // A tab is as wide as a blank here, so that the caret stands under its letter.
    private static string Visible(ReadOnlySpan<char> text) => ShownText.Of(text.ToString()).Replace('\t', ' ');
}
