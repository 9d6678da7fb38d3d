using System.Globalization;
using System.Security.Cryptography;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh;

/// <summary>One command on a host, from its start to its answer.</summary>
/// <remarks>
/// What a login shell prints by itself, before the command and with or without a newline, is no part of the answer: a mark that
/// nobody can guess goes ahead of the command's output and of its errors, and follows them. So its end and its exit code are
/// known even where something that it left behind keeps the streams open.
/// </remarks>
internal sealed class CommandRun(SshDestination host, RemoteCommand command, Action<string> line)
{
    private const string Marked = """
        echo "$0"; echo "$0" >&2; "$@"; status=$?; echo "$0 $status" >&2; echo "$0 $status"; exit "$status"
        """;

    /// <summary>How long errors may come after the output has ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private const int LongestGreeting = 16 * 1024 * 1024;

    private readonly string _mark = RandomNumberGenerator.GetHexString(32);
    private readonly ErrorTail _heard = new();
    private readonly ErrorTail _errors = new();
    private long _greeting;
    private bool _hasBegun;
    private bool _hasErrors;
    private int? _exitCode;

    /// <exception cref="LostConnection">Nobody knows how far the command has come.</exception>
    /// <exception cref="Failure">It has not run, or its answer is too long, or it was silent for too long.</exception>
    public async Task<RemoteAnswer> RunAsync(IConnection connection, CancellationToken cancellation)
    {
        var patience = connection.MayBeAsking ? null : command.Patience;
        using var silence = new Silence(patience, command.InputAfter, cancellation, command.InputPatience);
        try
        {
            var marked = command with { Arguments = ["sh", "-c", Marked, _mark, .. command.Arguments] };
            await using var process = await connection.StartAsync(marked.Text, silence.Token);
            using var killing = silence.Token.Register(process.Kill);
            return await RunAsync(process, silence);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SshFailures.Silent(
                host,
                command.InputAfter.IsCompleted ? command.Patience!.Value : command.InputPatience
            );
        }
    }

    private async Task<RemoteAnswer> RunAsync(IRemoteProcess process, Silence silence)
    {
        var reading = new LineReader(process.Output, $"{host}", command.MostOutput).ReadUntilAsync(read =>
            Take(read.Text, silence)
        );
        var complaining = new LineReader(process.Errors, $"{host}", most: null).ReadUntilAsync(TakeError);
        var sending = SendAsync(process, reading);
        try
        {
            await reading.WaitAsync(silence.Token);
            await Task.WhenAny(complaining, Task.Delay(Grace, silence.Token));
            return _exitCode is { } code
                ? new(code, _errors.Texts())
                : await EndedAsync(process, sending, silence.Token);
        }
        finally
        {
            process.Kill();
        }
    }

    // The mark of the end did not come: the command's shell, the connection, or the login shell has ended before.
    private async Task<RemoteAnswer> EndedAsync(IRemoteProcess process, Task sending, CancellationToken cancellation)
    {
        await sending.WaitAsync(cancellation);
        var code = await process.ExitCodeAsync(cancellation);
        if (code is null or OpenSsh.SshComplaint.ExitCode && await process.WhyAsync(_heard.Lines()) is { } failure)
        {
            throw new LostConnection(failure);
        }
        return _hasBegun
            ? new(code!.Value, _errors.Texts())
            : throw SshFailures.NoShell(host, _heard.Texts().LastOrDefault(text => text.Length > 0), code!.Value);
    }

    private bool Take(string text, Silence silence)
    {
        if (silence.Token.IsCancellationRequested)
        {
            return true;
        }
        silence.Broken();
        if (!_hasBegun)
        {
            _hasBegun = text.EndsWith(_mark, StringComparison.Ordinal);
            AddGreeting(text);
            return false;
        }
        _exitCode = EndOf(text, out var length);
        if (length > 0 || _exitCode is null)
        {
            line(text[..length]);
        }
        return _exitCode is not null;
    }

    // A shell that runs nothing may say so on its standard output: nologin(8).
    private void AddGreeting(string text)
    {
        _greeting += text.Length + 1;
        if (_greeting > LongestGreeting)
        {
            throw new AnswerNotUnderstood($"{host}", "that never comes to what was asked");
        }
        if (!_hasBegun)
        {
            _heard.Add(new(text, EndsInReturn: false));
        }
    }

    /// <summary>The exit code, if it is the end that a line tells of. A command that lists processes prints the mark too.</summary>
    /// <param name="length">How much of the line is the command's own.</param>
    private int? EndOf(string text, out int length)
    {
        var mark = text.LastIndexOf(_mark, StringComparison.Ordinal);
        var code = 0;
        var isEnd = mark >= 0 && int.TryParse(text.AsSpan(mark + _mark.Length), CultureInfo.InvariantCulture, out code);
        length = isEnd ? mark : text.Length;
        return isEnd ? code : null;
    }

    private bool TakeError(RemoteLine read)
    {
        var isEnd = EndOf(read.Text, out var length) is not null;
        if (!_hasErrors && read.Text.EndsWith(_mark, StringComparison.Ordinal))
        {
            _hasErrors = true;
        }
        else if (length > 0 || !isEnd)
        {
            AddError(read with { Text = read.Text[..length] });
        }
        return isEnd;
    }

    private void AddError(RemoteLine read)
    {
        _heard.Add(read);
        if (_hasErrors)
        {
            _errors.Add(read);
        }
    }

    // A command that ends before it has read all is no mistake: its exit code tells.
    private async Task SendAsync(IRemoteProcess process, Task end)
    {
        try
        {
            await Task.WhenAny(command.InputAfter, end);
            if (command.InputAfter.IsCompletedSuccessfully)
            {
                command.Beginning();
                await process.Input.WriteAsync(command.Input);
                await process.Input.FlushAsync();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException) { }
        finally
        {
            Close(process.Input);
        }
    }

    private static void Close(Stream input)
    {
        try
        {
            input.Close();
        }
        catch (IOException) { }
    }
}

/// <summary>Ends the wait for a command that has been silent for too long.</summary>
internal sealed class Silence : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly TimeSpan _patience;
    private readonly TimeSpan _waiting;
    private readonly Task _ready;

    /// <param name="patience">Null for no end.</param>
    /// <param name="ready">What the command's input waits for: once the command has said something, it waits as well.</param>
    /// <param name="waiting">How long it may wait so; null for no end.</param>
    public Silence(TimeSpan? patience, Task ready, CancellationToken cancellation, TimeSpan? waiting = null)
    {
        _waiting = waiting ?? Timeout.InfiniteTimeSpan;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        (_patience, _ready) = (patience ?? Timeout.InfiniteTimeSpan, ready);
        Token = _end.Token;
        _end.CancelAfter(_patience);
        _ = ready.ContinueWith(_ => Begin(), TaskScheduler.Default);
    }

    /// <summary>Cancelled too when the silence has lasted for too long.</summary>
    public CancellationToken Token { get; }

    /// <summary>Something was heard.</summary>
    public void Broken() => Begin(_ready.IsCompleted ? _patience : _waiting);

    public void Dispose() => _end.Dispose();

    private void Begin() => Begin(_patience);

    private void Begin(TimeSpan patience)
    {
        try
        {
            _end.CancelAfter(patience);
        }
        catch (ObjectDisposedException)
        {
            // The command has ended.
        }
    }
}
