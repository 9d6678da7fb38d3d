namespace PiGen.Ssh;

/// <summary>The person at whose terminal the program runs, and what a connection needs of their machine.</summary>
public interface IPerson
{
    /// <summary>Whether there is a terminal at which questions can be asked.</summary>
    bool CanAsk { get; }

    /// <summary>Reads a line that is not shown while it is typed: a password, a passphrase.</summary>
    /// <exception cref="Core.Failure">There is nobody to ask.</exception>
    string AskSecret(string prompt, CancellationToken cancellation);

    /// <summary>Reads a line that is shown while it is typed; empty at the end of input.</summary>
    string AskLine(string prompt, CancellationToken cancellation);

    /// <summary>Whether notes are shown: some cost time to find out.</summary>
    bool WantsNotes { get; }

    /// <summary>Tells what only somebody who asked for details wants to know.</summary>
    void Note(string line);

    /// <summary>Appends a line to a file of known hosts; makes the file (mode 0600) and its folder (0700) where they are missing.</summary>
    /// <exception cref="Core.Failure">The file cannot be written.</exception>
    void Remember(string path, string line);

    /// <summary>Makes an empty folder that only this user can enter; it goes when the owner is disposed of.</summary>
    /// <exception cref="IOException">There is no room, or no temporary folder.</exception>
    IDisposable MakeFolder(out string path);
}
