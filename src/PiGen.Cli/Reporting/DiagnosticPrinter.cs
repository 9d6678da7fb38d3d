using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
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

/// <summary>A standard stream that may be closed or full. Standard output then fails in words; standard error has nobody left to tell.</summary>
internal sealed class AnswerStream : Stream
{
    private readonly Stream _inner;
    private readonly bool _mustArrive;
    private Failure? _failure;

    private AnswerStream(Stream inner, bool mustArrive) => (_inner, _mustArrive) = (inner, mustArrive);

    public static AnswerStream Standard(Stream output) => new(output, mustArrive: true);

    public static AnswerStream BestEffort(Stream error) => new(error, mustArrive: false);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_mustArrive)
            {
                throw _failure = new Failure(
                    $"what was asked is done, but the answer could not be printed: {e.Message}",
                    "look at where standard output goes",
                    e
                );
            }
        }
    }

    // What did not arrive is told at the end too, if whoever printed it had more important things to do.
    public override void Flush()
    {
        if (_failure is not null)
        {
            throw _failure;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>What verbs print with <c>--json</c>.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower
)]
[JsonSerializable(typeof(DeployDocument))]
[JsonSerializable(typeof(ImmutableArray<TemplateDocument>))]
[JsonSerializable(typeof(LoginsDocument))]
[JsonSerializable(typeof(RenderDocument))]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class AnswerJson : JsonSerializerContext;
