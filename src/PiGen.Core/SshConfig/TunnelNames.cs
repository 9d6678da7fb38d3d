using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>Both ways to the workers in one: through the jump host by their own names, through the tunnels as <c>NAME-tunnel</c>.</summary>
public static class TunnelNames
{
    private const string Ending = "-tunnel";

    /// <summary>The sections of both, as texts that were rendered.</summary>
    public static string Both(string jump, string forward, string manager)
    {
        var file = ConfigFile.Parse("ssh_config.forward", Encoding.UTF8.GetBytes(forward));
        var text = new StringBuilder(jump.TrimEnd('\n')).Append("\n\n");
        var isManagers = false;
        foreach (var line in file.Lines)
        {
            if (line.Keyword == "host")
            {
                isManagers = line.Words.All(word => word.Value == manager);
            }
            if (!isManagers)
            {
                text.Append(line.Keyword == "host" ? Renamed(line, manager) : line.Span.Text);
            }
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }

    // Patterns keep their sense: they are for names of either way.
    private static string Renamed(ConfigLine line, string manager) =>
        $"Host {string.Join(' ', line.Words.Select(word => word.Value == manager || word.Value.AsSpan().ContainsAny("*?!") ? word.Value : word.Value + Ending))}\n";
}
