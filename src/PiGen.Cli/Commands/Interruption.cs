namespace PiGen.Cli.Commands;

/// <summary>Ctrl-C reaches ssh as well as this program, and the end of the one may be seen before the other has heard of it.</summary>
internal static class Interruption
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    /// <summary>Whether a connection that has just been lost was ended by the person.</summary>
    public static async Task<bool> IsCauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Delay, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was.
        }
        return cancellation.IsCancellationRequested;
    }
}
