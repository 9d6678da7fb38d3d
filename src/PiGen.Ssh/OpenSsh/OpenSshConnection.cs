using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.OpenSsh;

/// <summary>
/// The person's own OpenSSH, and the connections it makes to one destination. The first one is left open for those
/// that follow, until this is disposed of; where that is not possible each is a handshake of its own.
/// </summary>
internal sealed class OpenSshConnection : IAsyncDisposable
{
    /// <summary>When it did not get to the end of a command on the host: ssh(1), EXIT STATUS.</summary>
    public const int OwnExitCode = 255;

    /// <summary>How often it is looked whether a connection can be shared yet.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(3);

    private readonly string _program;
    private readonly SshOptions _options;
    private readonly SshArguments _arguments;
    private readonly ControlFolder? _control;
    private readonly bool _isShared;

    private OpenSshConnection(string program, SshOptions options, SshSettings settings)
    {
        _program = program;
        _options = options;
        (Settings, HostName, IsDirect) = (settings, settings.HostName, settings.IsDirect);
        IsRoot = settings.User == "root";
        var sharesAlready = settings.ControlPath is { } path && (settings.KeepsSharedConnections || File.Exists(path));
        _control = sharesAlready || !options.IsShared ? null : ControlFolder.TryCreate();
        _isShared = sharesAlready || _control is not null;
        _arguments = new(options, settings, _control?.Socket);
    }

    public SshDestination Destination => _options.Destination;

    public bool MayAsk => _options.MayAsk;

    /// <summary>The host's name or address, after all that ssh_config says.</summary>
    public string HostName { get; }

    /// <summary>What the person's configuration says about the destination.</summary>
    public SshSettings Settings { get; }

    /// <summary>How other hosts are reached through this one, over its connection: a ProxyCommand for their options.</summary>
    public string Passage => string.Join(' ', _arguments.Passage().Prepend(_program).Select(ForProxyCommand));

    /// <summary>Whether there is nothing to pass through on the way.</summary>
    public bool IsDirect { get; }

    /// <summary>Whether it is root who logs in.</summary>
    public bool IsRoot { get; }

    /// <summary>Connects to nothing yet.</summary>
    /// <param name="settings">What <see cref="SettingsAsync"/> says of the same options, if it was asked before.</param>
    public static async Task<OpenSshConnection> CreateAsync(
        SshOptions options,
        CancellationToken cancellation,
        string program = "ssh",
        Task<SshSettings>? settings = null
    ) => new(program, options, await (settings ?? SettingsAsync(options, cancellation, program)));

    /// <summary>Asks ssh what the person has configured for a destination.</summary>
    public static async Task<SshSettings> SettingsAsync(
        SshOptions options,
        CancellationToken cancellation,
        string program = "ssh"
    )
    {
        await using var ssh = SshProcess.Start(program, new SshArguments(options, null, null).Settings());
        using var killing = cancellation.Register(ssh.Kill);
        ssh.CloseInput();
        var lines = new List<string>();
        await new LineReader(ssh.Output, "ssh -G", RemoteCommand.UsualOutput).ReadAllAsync(line =>
            lines.Add(line.Text)
        );
        var code = await ssh.WaitForExitAsync(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return code == 0
            ? SshSettings.Parse(lines)
            : throw SshComplaint.Read(options.Destination, ssh.Complaints.Lines());
    }

    /// <summary>Waits until others can use the connection of <paramref name="first"/>, or until it has come to nothing.</summary>
    /// <param name="first">Ends later: a server has to answer over the connection.</param>
    public async Task WhenSharedAsync(Task first)
    {
        while (!first.IsCompleted && _control is not { HoldsSocket: true })
        {
            await Task.WhenAny(first, _control is null ? first : Task.Delay(Look));
        }
    }

    /// <summary>Runs a command on the host to its end; each line of its standard output is handed on as it comes.</summary>
    /// <param name="ready">What its input waits for. If that fails, there is none.</param>
    /// <exception cref="Failure">The host was not reached, or the connection was lost: the command may have run.</exception>
    public async Task<RemoteAnswer> RunAsync(
        RemoteCommand command,
        Action<string> line,
        CancellationToken cancellation,
        Task? ready = null
    )
    {
        var answer = await TryAsync(command, line, ready ?? Task.CompletedTask, cancellation);
        return answer.Answer.ExitCode == OwnExitCode && await FailureOfAsync(answer.Complaints) is { } failure
            ? throw failure
            : answer.Answer;
    }

    /// <summary>Runs a command on the host, and says how ssh ended: with 255 too, and whatever it complained of.</summary>
    public async Task<RemoteAnswer> TryAsync(RemoteCommand command, CancellationToken cancellation) =>
        (await TryAsync(command, _ => { }, Task.CompletedTask, cancellation)).Answer;

    private async Task<(RemoteAnswer Answer, Complaints Complaints)> TryAsync(
        RemoteCommand command,
        Action<string> line,
        Task ready,
        CancellationToken cancellation
    )
    {
        using var silence = new Silence(MayBeAsking ? null : command.Patience, ready, cancellation);
        await using var ssh = Start(command);
        using var killing = silence.Token.Register(ssh.Kill);
        var reading = new LineReader(ssh.Output, $"{Destination}", command.MostOutput).ReadAllAsync(Take);
        try
        {
            // Given up at once: a shared connection may hold the streams open for as long as the command runs.
            var sending = SendAsync(command, ssh, ready, reading);
            await reading.WaitAsync(silence.Token);
            await sending.WaitAsync(silence.Token);
            var code = await ssh.WaitForExitAsync(silence.Token);
            return (new(code, ssh.Complaints.Lines()), ssh.Complaints);
        }
        catch (AnswerNotUnderstood)
        {
            ssh.Kill();
            throw;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SshFailures.Silent(Destination, command.Patience!.Value);
        }

        void Take(RemoteLine read)
        {
            if (!silence.Token.IsCancellationRequested)
            {
                silence.Broken();
                line(read.Text);
            }
        }
    }

    /// <summary>The same over a connection that is there: if it fails, it was lost on the way.</summary>
    /// <exception cref="LostConnection">The command may have run, or run still.</exception>
    public async Task<RemoteAnswer> RunToEndAsync(
        RemoteCommand command,
        Action<string> line,
        CancellationToken cancellation,
        Task? ready = null
    )
    {
        try
        {
            return await RunAsync(command, line, cancellation, ready);
        }
        catch (Failure failure)
        {
            throw new LostConnection(failure);
        }
    }

    /// <summary>Starts a command on the host; what comes of it, the streams tell.</summary>
    public SshProcess Start(RemoteCommand command) => Start(_arguments.Command(command));

    /// <summary>Starts an SFTP server on the host; what comes of it, the streams tell.</summary>
    public SshProcess StartSftp() => Start(_arguments.Sftp());

    /// <summary>Why ssh ended with 255; null if it was the program on the host that did.</summary>
    public async Task<Failure?> FailureOfAsync(Complaints complaints)
    {
        // A shared connection that is there still has carried the command to its end.
        if (_isShared && await IsConnectedAsync())
        {
            return null;
        }
        // One that is gone is told by nothing but its absence.
        return complaints.OfSsh() is { IsEmpty: false } own ? SshComplaint.Read(Destination, own)
            : SshComplaint.TryRead(Destination, complaints.Lines()) is { } failure ? failure
            : _isShared ? SshFailures.ConnectionLost(Destination)
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_control is { HoldsSocket: true })
        {
            await ControlAsync("exit");
        }
        _control?.Dispose();
    }

    private SshProcess Start(ImmutableArray<string> arguments) => SshProcess.Start(_program, arguments);

    // Over a connection that is there nobody is asked for a passphrase any more, for which they may take their time.
    private bool MayBeAsking => MayAsk && _control is not { HoldsSocket: true };

    // ssh expands % in a ProxyCommand, and a shell reads the rest; Windows has none that knows single quotes.
    private static string ForProxyCommand(string argument) =>
        argument == SshArguments.PassageTarget ? argument
        : argument.All(c => char.IsAsciiLetterOrDigit(c) || "@%_+=:,./-".Contains(c))
            ? argument.Replace("%", "%%", StringComparison.Ordinal)
        : RemoteCommand.Quote(argument).Replace("%", "%%", StringComparison.Ordinal);

    private async Task<bool> IsConnectedAsync() => await ControlAsync("check") == 0;

    private async Task<int> ControlAsync(string action)
    {
        await using var ssh = Start(_arguments.Control(action));
        ssh.CloseInput();
        return await ssh.WaitForExitAsync(CancellationToken.None);
    }

    // A command that ends before it has read all is no mistake: its exit code tells.
    private static async Task SendAsync(RemoteCommand command, SshProcess ssh, Task ready, Task end)
    {
        try
        {
            await Task.WhenAny(ready, end);
            if (ready.IsCompletedSuccessfully)
            {
                command.Beginning();
                await ssh.Input.WriteAsync(command.Input);
            }
        }
        catch (IOException) { }
        finally
        {
            ssh.CloseInput();
        }
    }
}
