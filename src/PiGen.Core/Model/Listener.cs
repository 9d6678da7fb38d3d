namespace PiGen.Core.Model;

/// <summary>Where the manager listens for a forward: a bind address of its own and a listen port.</summary>
public readonly record struct Listener(IpAddress BindAddress, Port Port);
