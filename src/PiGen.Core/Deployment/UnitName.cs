namespace PiGen.Core.Deployment;

/// <summary>Which files are units by themselves, as install.sh has it: those that lie directly in /etc/systemd/system.</summary>
public static class UnitName
{
    private const string Folder = "/etc/systemd/system/";

    private static readonly string[] Suffixes =
    [
        ".service",
        ".socket",
        ".timer",
        ".path",
        ".mount",
        ".automount",
        ".swap",
        ".target",
    ];

    /// <summary>Null for a file that is none: a drop-in, a template of units, something else.</summary>
    public static string? OfFile(string path)
    {
        var name = path.StartsWith(Folder, StringComparison.Ordinal) ? path[Folder.Length..] : "";
        return !name.Contains('/') && !name.Contains("@.") && Suffixes.Any(suffix => IsNamed(name, suffix))
            ? name
            : null;
    }

    private static bool IsNamed(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal);
}
