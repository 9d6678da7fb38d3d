using PiGen.Core.Model;

namespace PiGen.Core.Keys;

/// <summary>The name under which ssh looks a host key up: in small letters, with the port unless it is ssh's own.</summary>
public static class KnownName
{
    public static string Of(string host, Port port) =>
        port == Port.Ssh ? host.ToLowerInvariant() : $"[{host.ToLowerInvariant()}]:{port}";
}
