using System.Runtime.InteropServices;

namespace PiGen.Cli;

/// <summary>
/// SIGINT and SIGTERM (on Windows Ctrl-C) end the program: the first calls off what is under way, and leaves it a moment
/// to say how things stand; after that moment, or by a second one, the program ends wherever it is stuck.
/// </summary>
internal sealed class EndingSignals : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.8);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public EndingSignals() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take),
        ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
        _source.Dispose();
    }

    // The runtime has a thread of its own for each signal, so that nothing that is stuck keeps this from being called.
    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            _ = _source.CancelAsync();
            Thread.Sleep(Moment);
        }
        Environment.Exit(ExitCode.Interrupted);
    }
}
