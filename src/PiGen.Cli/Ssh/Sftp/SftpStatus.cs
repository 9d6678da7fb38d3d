namespace PiGen.Cli.Ssh.Sftp;

/// <summary>What an SFTP server says of a request: section 7 of the draft.</summary>
internal enum SftpStatus : uint
{
    Ok = 0,
    EndOfFile = 1,
    NoSuchFile = 2,
    PermissionDenied = 3,

    /// <summary>Anything else, as OpenSSH has it: already there, not empty, disk full, read-only.</summary>
    Failure = 4,
    BadMessage = 5,
    NoConnection = 6,
    ConnectionLost = 7,
    Unsupported = 8,

    /// <summary>Not of the protocol: an exclusive creation met something that was there before.</summary>
    AlreadyThere = 0x1_0000,

    /// <summary>Not of the protocol: more than the caller would take.</summary>
    TooLarge = 0x1_0001,
}
