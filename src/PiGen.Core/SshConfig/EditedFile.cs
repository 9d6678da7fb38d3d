namespace PiGen.Core.SshConfig;

/// <summary>What an edit makes of a file.</summary>
/// <param name="Bytes">All of the file; null if there is to be none.</param>
public sealed record EditedFile(byte[]? Bytes);
