using System.Diagnostics;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Keys;

/// <summary>This machine's sh as a host: a command's text goes to it as ssh would hand it on, with a home of the test's own.</summary>
internal sealed class LocalShell(string home) : IRemoteHost
{
    public string Name => "here";

    public async Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("sh", ["-c", command.Text])
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

    public Task<IReadOnlyList<RemoteFile?>> ReadAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IStage> StageAsync(IReadOnlyCollection<NewRemoteFile> files, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
