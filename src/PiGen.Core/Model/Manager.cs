using PiGen.Core.Hosts;

namespace PiGen.Core.Model;

/// <summary>The node that faces outside and carries the workers' traffic.</summary>
/// <param name="Address">How a laptop reaches it.</param>
/// <param name="User">Who the tunnels run as, and who logs in on the manager and on each worker.</param>
/// <param name="Identity">The key, on the manager, that opens the workers.</param>
public sealed record Manager(HostName Name, HostAddress Address, UserName User, IdentityPath Identity);
