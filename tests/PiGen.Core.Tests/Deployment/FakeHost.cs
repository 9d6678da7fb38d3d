using System.Collections.Immutable;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

/// <summary>A host of nothing but files and one answer, which writes down what it was asked for.</summary>
internal sealed class FakeHost : IRemoteHost
{
    public string Name => "pi@red.local";

    public Dictionary<string, RemoteFile> Files { get; } = new(StringComparer.Ordinal);

    public string[] Lines { get; init; } = [];

    public RemoteAnswer Answer { get; init; } = new(0, []);

    public List<RemoteCommand> Commands { get; } = [];

    public List<NewRemoteFile> Staged { get; } = [];

    /// <summary>Stages that were opened and not yet disposed of.</summary>
    public int OpenStages { get; private set; }

    /// <summary>How many there were when a command ran.</summary>
    public List<int> OpenStagesWhileRunning { get; } = [];

    public IEnumerable<string> Arguments => Commands.Single().Arguments;

    public string Input => Encoding.UTF8.GetString(Commands.Single().Input.Span);

    public static RemoteFile FileOf(string text, string mode = "0644") =>
        new(RemoteFileKind.File, Artifacts.Mode(mode), Encoding.UTF8.GetBytes(text));

    public static RemoteFile LinkTo(string target) => new(RemoteFileKind.Link, default, default, target);

    public string TextOfStaged(string path) =>
        Encoding.UTF8.GetString(Staged.Single(file => file.Path == path).Content.Span);

    public Task<IReadOnlyList<RemoteFile?>> ReadAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    ) => Task.FromResult<IReadOnlyList<RemoteFile?>>([.. paths.Select(path => Files.GetValueOrDefault(path))]);

    public Task<IStage> StageAsync(IReadOnlyCollection<NewRemoteFile> files, CancellationToken cancellation)
    {
        Staged.AddRange(files);
        OpenStages++;
        return Task.FromResult<IStage>(new Stage(this));
    }

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        Commands.Add(command);
        OpenStagesWhileRunning.Add(OpenStages);
        foreach (var text in Lines)
        {
            line(text);
        }
        return Task.FromResult(Answer);
    }

    private sealed class Stage(FakeHost host) : IStage
    {
        public string Path => "/home/pi/.pigen-abc";

        public Task Arrival => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            host.OpenStages--;
            return ValueTask.CompletedTask;
        }
    }
}
