namespace PiGen.Core;

/// <summary>Hard links of a file that is going to be exchanged: the new one takes its place under one of the names alone.</summary>
public static class OtherNames
{
    /// <summary>What the person has to know beforehand; null for nothing.</summary>
    /// <param name="names">How many names the file has.</param>
    public static string? Remark(int names) =>
        names switch
        {
            <= 1 => null,
            2 => "it has another name (a hard link), which keeps what is in it now",
            _ => $"it has {names - 1} other names (hard links), which keep what is in it now",
        };
}
