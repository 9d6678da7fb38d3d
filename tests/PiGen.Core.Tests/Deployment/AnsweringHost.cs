using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

/// <summary>A host that answers every command with the same lines.</summary>
internal sealed class AnsweringHost(string lines, int exitCode = 0) : IRemoteHost
{
    public string Name => "pi@red.local";

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        foreach (var text in lines.Split('\n'))
        {
            line(text);
        }
        return Task.FromResult(new RemoteAnswer(exitCode, ["it said why"]));
    }

    public Task<IReadOnlyList<RemoteFile?>> ReadAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IStage> StageAsync(IReadOnlyCollection<NewRemoteFile> files, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
