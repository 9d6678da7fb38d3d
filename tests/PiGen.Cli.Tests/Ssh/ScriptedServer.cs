using System.IO.Pipelines;
using PiGen.Cli.Ssh.Sftp;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>A server that answers the greeting and the first question by what it was given, whatever they are, and ends.</summary>
internal sealed class ScriptedServer(byte[] greeting, byte[]? answer) : WriteOnlyStream
{
    private readonly Pipe _replies = new();
    private bool _hasGreeted;

    /// <summary>Without an answer it stays silent.</summary>
    public SftpTransport Transport(TimeSpan? limit = null, TimeSpan? login = null) =>
        new(SftpServer.Host, _replies.Reader.AsStream(), this)
        {
            Limit = limit ?? TimeSpan.FromSeconds(30),
            Login = login ?? TimeSpan.FromSeconds(30),
        };

    public override void Write(byte[] buffer, int offset, int count)
    {
        Say(_hasGreeted ? answer : greeting);
        if (_hasGreeted ? answer is not null : answer is { Length: 0 })
        {
            _replies.Writer.Complete();
        }
        _hasGreeted = true;
    }

    private void Say(byte[]? bytes) => _ = _replies.Writer.WriteAsync(bytes ?? []).AsTask();
}
