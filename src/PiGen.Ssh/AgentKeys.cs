using System.Collections.Immutable;
using PiGen.Core.Keys;
using PiGen.Ssh.SshNet;

namespace PiGen.Ssh;

/// <summary>The public keys that the person's agent holds.</summary>
public static class AgentKeys
{
    /// <summary>Certificates apart, each with what the person calls it; none where there is no agent.</summary>
    public static async Task<ImmutableArray<PublicKey>> ListAsync(CancellationToken cancellation)
    {
        if (Agent.Usual(Environment.GetEnvironmentVariable) is not { } address)
        {
            return [];
        }
        var held = await Task.Run(new Agent(address, cancellation).List, cancellation);
        return [.. held.Select(each => PublicKey.TryRead(each.Key)?.Named(each.Comment)).OfType<PublicKey>()];
    }
}
