using System.Diagnostics;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

/// <summary>This machine's sh as a host: a command's text goes to it as ssh would hand it on, with a home of the test's own.</summary>
internal sealed class LocalShell(string home) : IRemoteHost
{
    public string Name => "here";

    /// <summary>If there is one, commands are halted for it after each call that may change a file; nothing is heard of them.</summary>
    public Action? Look { get; set; }

    /// <summary>Of which files these are; all, if none is named.</summary>
    public IReadOnlyList<string> LooksAt { get; init; } = [];

    public async Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        using var folder = FolderOf(command);
        command = command with
        {
            Arguments =
            [
                .. command.Arguments.Select(word =>
                    word.Replace(RemoteCommand.FilesFolder, folder.Path, StringComparison.Ordinal)
                ),
            ],
        };
        var text = command.Text;
        if (Look is { } look)
        {
            var environment = new Dictionary<string, string> { ["HOME"] = home, ["LC_ALL"] = "C" };
            await HaltedProgram.RunAsync(["sh", "-c", text], environment, command.Input, look, LooksAt);
            return new(0, [""]);
        }
        var start = new ProcessStartInfo("sh", ["-c", text])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = home;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.BaseStream.WriteAsync(command.Input, cancellation);
        process.StandardInput.Close();
        using var reader = new StreamReader(process.StandardOutput.BaseStream, Encoding.Latin1);
        while (await reader.ReadLineAsync(cancellation) is { } read)
        {
            line(read);
        }
        await process.WaitForExitAsync(cancellation);
        return new(process.ExitCode, [(await errors).Trim()]);
    }

    public Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation) =>
        throw new NotSupportedException("files lie beside a command here");

    // What lies beside a command is there before it starts.
    private static TemporaryFolder FolderOf(RemoteCommand command)
    {
        var folder = new TemporaryFolder();
        foreach (var file in command.Files ?? [])
        {
            File.WriteAllBytes(folder.Write(file.Path, ""), file.Content.Span);
        }
        return folder;
    }
}
