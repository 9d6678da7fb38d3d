namespace PiGen.Cli.Ssh.Sftp;

/// <summary>A file or a folder that a server holds open.</summary>
/// <param name="Bytes">The server's own word for it.</param>
internal sealed record SftpHandle(ReadOnlyMemory<byte> Bytes, string Path);

/// <summary>A name in a folder.</summary>
internal readonly record struct SftpName(string Text, SftpAttributes Attributes);
