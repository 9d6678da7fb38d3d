using System.Runtime.CompilerServices;

namespace PiGen.Ssh.SshNet;

/// <summary>The one thing of SSH.NET 2026.0.0 that it does not do by itself.</summary>
internal static class SshNetInternals
{
    /// <summary>Lets an input that nothing was written to send its end: SSH.NET does so for no other, and a command waits.</summary>
    public static void Pretend(Stream input) => Position(input) = 1;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_totalPosition")]
    private static extern ref long Position(
        [UnsafeAccessorType("Renci.SshNet.Common.ChannelInputStream, Renci.SshNet")] object input
    );
}
