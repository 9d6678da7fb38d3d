using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Messages;
using Renci.SshNet.Messages.Connection;

namespace PiGen.Ssh.SshNet;

/// <summary>What SSH.NET 2026.0.0 can do, and lets nobody ask for.</summary>
internal static class SshNetInternals
{
    /// <summary>Lets an input that nothing was written to send its end: SSH.NET does so for no other, and a command waits.</summary>
    public static void Pretend(Stream input) => Position(input) = 1;

    /// <summary>Sends what a host has to answer. SSH.NET's own sign of life is none: a host that is gone takes it as well.</summary>
    public static void Ask(BaseClient client) =>
        Send((Session)SessionOf(client), Request("keepalive@openssh.com"u8.ToArray(), wantReply: true));

    /// <summary>Has somebody look at the data of all channels first; what they throw ends the connection.</summary>
    public static void Watch(BaseClient client, Action<ReadOnlyMemory<byte>> heard) =>
        AddChannelDataReceived(
            (Session)SessionOf(client),
            (_, data) => heard(data.Message.Data.AsMemory(data.Message.Offset, data.Message.Size))
        );

    /// <summary>Carries bytes between a socket and what a host connects to, until either ends.</summary>
    public static void Pass(SshClient client, string host, int port, Socket socket)
    {
        var channel = CreateChannel((Session)SessionOf(client));
        using ((IDisposable)channel)
        {
            using var unused = new ForwardedPortLocal("127.0.0.1", host, (uint)port);
            Open(channel, host, (uint)port, unused, socket);
            Bind(channel);
        }
    }

    private const string Channel = "Renci.SshNet.Channels.ChannelDirectTcpip, Renci.SshNet";

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_totalPosition")]
    private static extern ref long Position(
        [UnsafeAccessorType("Renci.SshNet.Common.ChannelInputStream, Renci.SshNet")] object input
    );

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("Renci.SshNet.ISession, Renci.SshNet")]
    private static extern object SessionOf(BaseClient client);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern GlobalRequestMessage Request(byte[] name, bool wantReply);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendMessage")]
    private static extern void Send(Session session, Message message);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "add_ChannelDataReceived")]
    private static extern void AddChannelDataReceived(
        Session session,
        EventHandler<MessageEventArgs<ChannelDataMessage>> handler
    );

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Renci.SshNet.ISession.CreateChannelDirectTcpip")]
    [return: UnsafeAccessorType("Renci.SshNet.Channels.IChannelDirectTcpip, Renci.SshNet")]
    private static extern object CreateChannel(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Open")]
    private static extern void Open(
        [UnsafeAccessorType(Channel)] object channel,
        string host,
        uint port,
        IForwardedPort forwarded,
        Socket socket
    );

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Bind")]
    private static extern void Bind([UnsafeAccessorType(Channel)] object channel);
}
