namespace PiGen.Core.SshConfig;

/// <summary>A host that conditions are held against: its name as a person types it, and what is known of where it leads.</summary>
/// <param name="HostName">The real name or address, which <c>Match host</c> asks for.</param>
/// <param name="User">Who logs in; null where it is not known.</param>
public sealed record ConfigSubject(string Name, string HostName, string? User)
{
    public static ConfigSubject Of(string name) => new(name, name, User: null);
}
