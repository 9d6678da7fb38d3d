using PiGen.Testing;

namespace PiGen.Benchmarks;

/// <summary>The program as people have it, and the figures of its runs.</summary>
internal sealed class PublishedPigen : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PublishedPigen() =>
        Expect(
            RealProgram.Run(
                "dotnet",
                "publish",
                System.IO.Path.GetFullPath("src/PiGen.Cli"),
                "-c",
                "Release",
                "--use-current-runtime",
                "-o",
                _folder["published"]
            )
        );

    public string Path => _folder["published/pigen"];

    public void Dispose() => _folder.Dispose();

    public static Answer Expect(Answer answer) =>
        answer.ExitCode == 0
            ? answer
            : throw new InvalidOperationException($"exit {answer.ExitCode}: {answer.Out}{answer.Error}");

    /// <summary>Of each column of the rounds, a row of a table in markdown.</summary>
    public static string Medians(double[][] rounds) =>
        string.Join(
            " | ",
            rounds[0]
                .Select((_, column) => rounds.Select(round => round[column]).Order().ElementAt(rounds.Length / 2))
                .Select(median => median.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))
        );
}
