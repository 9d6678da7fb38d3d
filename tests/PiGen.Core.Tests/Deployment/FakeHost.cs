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

    /// <summary>What lay beside the command.</summary>
    public IEnumerable<NewRemoteFile> Staged => Commands.Single().Files ?? [];

    public IEnumerable<string> Arguments =>
        Commands
            .Single()
            .Arguments.Select(word => word.Replace(RemoteCommand.FilesFolder, "/stage", StringComparison.Ordinal));

    public string Input => Encoding.UTF8.GetString(Commands.Single().Input.Span);

    public static RemoteFile FileOf(string text, string mode = "0644") =>
        new(RemoteFileKind.File, Artifacts.Mode(mode), Encoding.UTF8.GetBytes(text));

    public static RemoteFile LinkTo(string target) => new(RemoteFileKind.Link, default, default, target);

    public string TextOfStaged(string path) =>
        Encoding.UTF8.GetString(Staged.Single(file => file.Path == path).Content.Span);

    public Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation) =>
        throw new NotSupportedException("files lie beside a command here");

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        if (command.Arguments is ["sh", "-c", var script] && script.Contains("pigen files", StringComparison.Ordinal))
        {
            PackedFiles.Print(Encoding.UTF8.GetString(command.Input.Span).Split('\0'), Files, line);
            return Task.FromResult(new RemoteAnswer(0, []));
        }
        Commands.Add(command);
        command.Beginning();
        foreach (var text in Lines)
        {
            line(text);
        }
        return Task.FromResult(Answer);
    }
}
