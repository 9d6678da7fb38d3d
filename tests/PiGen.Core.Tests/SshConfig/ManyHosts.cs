using System.Text;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>A configuration as programs generate them: five thousand hosts, and patterns among them.</summary>
internal static class ManyHosts
{
    public const int Count = 5000;

    public static byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Text());

    private static string Text()
    {
        var text = new StringBuilder("# generated\nHost *.lab\n    User lab\n");
        for (var host = 0; host < Count; host++)
        {
            text.Append(
                $"\nHost node{host:0000}\n    HostName 10.0.{host / 250}.{host % 250 + 1}\n    Port {2000 + host % 7}\n    User user{host % 11}\n"
            );
        }
        return text.Append("\nHost *\n    ServerAliveInterval 60\n").ToString();
    }
}
