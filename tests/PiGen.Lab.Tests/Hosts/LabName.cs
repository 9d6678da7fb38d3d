using System.Globalization;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// What the names of all of a lab's namespaces and folders begin with. It holds the id and the start time of the
/// process that owns the lab, so that two runs never meet and a later run knows what a killed one left behind.
/// </summary>
public sealed record LabName
{
    private const string Prefix = "pigen-lab-";

    private static int _count;

    private LabName(string text, int owner, string started)
    {
        (Text, Owner, Started) = (text, owner, started);
    }

    public string Text { get; }

    /// <summary>Where the lab keeps its files: a tmpfs of its own.</summary>
    public string Folder => Path.Combine(Path.GetTempPath(), Text);

    public bool HasLivingOwner => StartOf(Owner) == Started;

    private int Owner { get; }

    private string Started { get; }

    public static LabName New()
    {
        var started = StartOf(Environment.ProcessId)!;
        var number = Interlocked.Increment(ref _count);
        var text = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{started}-{number}");
        return new(text, Environment.ProcessId, started);
    }

    /// <summary>The lab that a folder or namespace belongs to: pigen-lab-PID-START-NUMBER, and perhaps more.</summary>
    public static LabName? TryParse(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        var parts = name[Prefix.Length..].Split('-');
        return
            parts.Length >= 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
            ? new($"{Prefix}{parts[0]}-{parts[1]}-{parts[2]}", owner, parts[1])
            : null;
    }

    /// <summary>The network namespace of one of the lab's hosts.</summary>
    public string Namespace(string host) => $"{Text}-{host}";

    public override string ToString() => Text;

    /// <summary>When a process began, in ticks since the machine did; null if it is gone.</summary>
    private static string? StartOf(int process)
    {
        try
        {
            // proc(5): field 22; the second, the program's name in brackets, may hold blanks
            var stat = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
