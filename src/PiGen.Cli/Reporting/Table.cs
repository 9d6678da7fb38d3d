using PiGen.Templating.Text;

namespace PiGen.Cli.Reporting;

/// <summary>Rows of cells, each column as wide as its widest.</summary>
internal static class Table
{
    private const string Gap = "  ";

    public static void Print(TextWriter writer, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var widths = Enumerable
            .Range(0, rows.Count == 0 ? 0 : rows[0].Count)
            .Select(column => rows.Max(row => row[column].Text.Length))
            .ToArray();
        foreach (var row in rows)
        {
            var last = row.Count - 1;
            writer.WriteLine(
                string.Join(Gap, row.Select((cell, column) => cell.Wide(column == last ? 0 : widths[column]))).TrimEnd()
            );
        }
    }
}

/// <summary>A cell of a table.</summary>
/// <param name="paint">Colours the text and does not change its width; null for no colour.</param>
internal readonly struct Cell(string text, Func<string, string>? paint = null)
{
    public string Text { get; } = ShownText.Of(text);

    public static implicit operator Cell(string text) => new(text);

    public string Wide(int width) =>
        (paint is null ? Text : paint(Text)) + new string(' ', Math.Max(0, width - Text.Length));
}
