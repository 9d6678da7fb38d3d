using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Cli.Reporting;

/// <summary>What is going to become of a person's ssh_config, a line for each file and folder.</summary>
internal sealed class LaptopReport(TextWriter writer, Paint paint)
{
    private const int WordWidth = 10;

    /// <param name="shownAs">How a path is named to the person.</param>
    public void Print(LaptopPlan plan, Func<string, string> shownAs)
    {
        foreach (var change in plan.Changes)
        {
            var word = WordOf(change.Kind);
            var padding = new string(' ', WordWidth - word.Length);
            writer.WriteLine($"{Painted(change.Kind, word)}{padding} {ShownText.Of(shownAs(change.Path))}");
            if (change.Remark is { } remark)
            {
                writer.WriteLine($"{new string(' ', WordWidth)} {remark}");
            }
        }
    }

    private static string WordOf(LaptopChangeKind kind) =>
        kind switch
        {
            LaptopChangeKind.Create => "create",
            LaptopChangeKind.Update => "update",
            LaptopChangeKind.Delete => "delete",
        };

    private string Painted(LaptopChangeKind kind, string word) =>
        kind switch
        {
            LaptopChangeKind.Create => paint.Green(word),
            LaptopChangeKind.Update => paint.Yellow(word),
            LaptopChangeKind.Delete => paint.Red(word),
        };
}
