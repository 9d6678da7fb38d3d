using System.Runtime.InteropServices;

namespace PiGen.Cli.Files;

/// <summary>
/// Which of the standard streams the program was given. In the place of one that was closed, what the program opens next
/// would be printed into, or read from as if a person typed it: a file, a connection.
/// </summary>
internal static class StandardStream
{
    private const int CloseOnExec = 1; // FD_CLOEXEC, on Linux and on macOS

    // Held for as long as the program runs.
    private static readonly List<SafeHandle> Occupied = [];

    /// <summary>Whether it is open; if not, its number is taken, so that nothing else gets it.</summary>
    /// <param name="number">0, 1, 2; in this order, for the system gives out the lowest number.</param>
    public static bool IsOpen(int number)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }
        var flags = HeldFolder.FlagsOf(number);
        if (flags < 0)
        {
            Occupied.Add(HeldFolder.OpenNull());
        }
        // What a program inherits has no such flag. What the runtime has opened for itself has, and is left alone.
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }
}
