using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

/// <summary>One program for each worker, in this machine's own sh.</summary>
public sealed class FanOutTests : IDisposable
{
    // How many run as it begins; then it waits until as many have begun as may run at once, which only comes to pass if they
    // do. What it prints last is how long that took, in turns.
    private const string Program = """
        : >"$1/running.$0"
        set -- "$1" "$2" "$1"/running.*
        seen=$(($# - 2))
        echo >>"$1/begun"
        turns=0
        while [ "$(wc -l <"$1/begun")" -lt "$2" ] && [ "$turns" -lt 3000 ]; do sleep 0.02; turns=$((turns + 1)); done
        rm "$1/running.$0"
        cat
        printf ' %s\n%s\n%s' "$0" "$seen" "$turns"
        echo no >&2
        exit 3
        """;

    private static readonly string[] Workers = [.. Enumerable.Range(1, 50).Select(number => $"red{number:000}")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fifty_workers_run_as_many_at_once_as_a_connection_carries_and_answer_in_order()
    {
        var answers = await RunAsync();
        Assert.Equal(
            Workers.Select(worker => $"input {worker}, no, 3"),
            answers.Select(answer => $"{answer.Lines[0]}, {answer.Errors[0]}, {answer.ExitCode}")
        );
        Assert.DoesNotContain("3000", answers.Select(answer => answer.Lines[2]));
        Assert.Equal(FanOut.AtATime, answers.Max(answer => int.Parse(answer.Lines[1])));
    }

    private async Task<ImmutableArray<WorkerAnswer>> RunAsync()
    {
        var user = await TunnelUser.FindAsync(
            new LocalShell(_folder.Path),
            UserName.TryParse(Environment.UserName)!,
            TestContext.Current.CancellationToken
        );
        return await new FanOut(user).RunAsync(
            Program,
            [_folder.Path, FanOut.AtATime.ToString(CultureInfo.InvariantCulture)],
            [.. Workers.Select(worker => (worker, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes("input")))],
            TestContext.Current.CancellationToken
        );
    }
}
