using System.Net.Sockets;
using PiGen.Core;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace PiGen.Ssh.SshNet;

/// <summary>What SSH.NET throws, as one of <see cref="SshFailures"/>.</summary>
internal static class SshNetFailures
{
    /// <summary>Whether SSH.NET throws it when a host or a connection lets it down; all else is a mistake of ours.</summary>
    public static bool IsOfTransport(Exception e) =>
        e
            is SshException
                or SocketException
                or IOException
                or ObjectDisposedException
                or InvalidOperationException
                or NotSupportedException
                or ArgumentException
                or IndexOutOfRangeException
                or OverflowException
                or NullReferenceException // of a session that is disposed of meanwhile
                or OperationCanceledException
                or AggregateException
                or System.Security.Cryptography.CryptographicException;

    /// <summary>Why a host was not logged in to.</summary>
    /// <param name="hasHeard">Whether the host said anything.</param>
    /// <param name="isBeyond">Whether a jump host was to connect to it.</param>
    public static Failure OfLogin(SshDestination host, Exception e, Login login, bool hasHeard, bool isBeyond) =>
        e switch
        {
            Failure failure => failure,
            _ when e.InnerException is Failure failure => failure,
            SshAuthenticationException refusal => login.Refused(refusal),
            _ when !hasHeard && isBeyond => SshFailures.JumpRefused(host),
            SshConnectionException when Says(e, "No matching ") => SshFailures.NoCommonAlgorithm(host, e.Message),
            _ when Says(e, "Too many authentication failures") => SshFailures.TooManyKeys(host),
            SshConnectionException { DisconnectReason: DisconnectReason.ConnectionLost or DisconnectReason.None }
            or IOException
            or SocketException
            or ObjectDisposedException => SshFailures.ClosedBeforeLogin(host),
            SshException => SshFailures.Other(host, e.Message),
            // What SSH.NET trips over in a packet says something of its own arrays and numbers only.
            _ => SshFailures.Other(host, "it does not keep to the protocol"),
        };

    /// <summary>Why a host that had let the user in did not do what was asked.</summary>
    /// <param name="patience">How long was waited, if it came to that.</param>
    public static Failure OfWork(SshDestination host, Exception e, TimeSpan patience) =>
        e switch
        {
            Failure failure => failure,
            _ when e.InnerException is Failure failure => failure,
            SshOperationTimeoutException or OperationCanceledException => SshFailures.Silent(host, patience),
            _ when Says(e, "Failed to open a channel") => SshFailures.NoSession(host),
            _ when Says(e, "Subsystem ") || Says(e, "Channel was closed") => SshFailures.NoSftp(host),
            SftpException or NotSupportedException => SshFailures.NotUploaded(host, e.Message),
            _ => SshFailures.ConnectionLost(host, e),
        };

    private static bool Says(Exception e, string words) => e.Message.Contains(words, StringComparison.Ordinal);
}
