namespace PiGen.Ssh.Sftp;

/// <summary>What an SFTP server can be asked for, one method each; each is one request. Sending happens in the order of calls.</summary>
internal sealed class SftpFiles(SftpConnection connection)
{
    private const uint ForReading = 0x01;
    private const uint NewForWriting = 0x02 | 0x08 | 0x20; // WRITE, CREAT, EXCL

    private const string ServerLimits = "limits@openssh.com";

    public async Task<SftpLimits> LimitsAsync()
    {
        if (!connection.Extensions.Contains($"{ServerLimits} 1"))
        {
            return SftpLimits.Unknown;
        }
        try
        {
            var request = SftpRequest.Extended(ServerLimits);
            var reply = await AskAsync(request, SftpPacket.ExtendedReply, "name", "limits");
            _ = reply.UInt64(); // the longest packet, which the next two bound
            return SftpLimits.Of(read: reply.UInt64(), write: reply.UInt64(), handles: reply.UInt64());
        }
        catch (SftpRefusal)
        {
            return SftpLimits.Unknown;
        }
    }

    public Task<SftpHandle> OpenAsync(string path) =>
        HandleAsync(new SftpRequest(SftpPacket.Open).Text(path).UInt32(ForReading).NoAttributes(), "read", path);

    /// <summary>The server's umask takes from the mode.</summary>
    public Task<SftpHandle> CreateAsync(string path, UnixFileMode mode) =>
        HandleAsync(new SftpRequest(SftpPacket.Open).Text(path).UInt32(NewForWriting).Mode(mode), "create", path);

    public Task CloseAsync(SftpHandle handle) =>
        DoAsync(new SftpRequest(SftpPacket.Close).Bytes(handle.Bytes.Span), "close", handle.Path);

    /// <summary>At most <paramref name="length"/> bytes, at least one; null at the file's end.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(SftpHandle handle, ulong offset, int length)
    {
        var request = new SftpRequest(SftpPacket.Read).Bytes(handle.Bytes.Span).UInt64(offset).UInt32((uint)length);
        var reply = await AskUntilEndAsync(request, SftpPacket.Data, "read", handle.Path);
        if (reply?.Bytes() is not { } bytes)
        {
            return null;
        }
        return bytes.Length is > 0 and var got && got <= length
            ? bytes
            : throw SftpBroken.Nonsense("more or less of a file than was asked for");
    }

    public Task WriteAsync(SftpHandle handle, ulong offset, ReadOnlyMemory<byte> bytes) =>
        DoAsync(
            new SftpRequest(SftpPacket.Write, bytes.Length).Bytes(handle.Bytes.Span).UInt64(offset).Bytes(bytes.Span),
            "write",
            handle.Path
        );

    public Task SetModeAsync(SftpHandle handle, UnixFileMode mode) =>
        DoAsync(
            new SftpRequest(SftpPacket.SetHandleStat).Bytes(handle.Bytes.Span).Mode(mode),
            "set the mode of",
            handle.Path
        );

    /// <summary>Of the path itself: a link is not followed.</summary>
    public Task<SftpAttributes> StatAsync(string path) =>
        AttributesAsync(new SftpRequest(SftpPacket.LinkStat).Text(path), path);

    /// <summary>OpenSSH has one word for all that is neither absent nor forbidden: a look at the path tells more.</summary>
    public async Task<SftpRefusal> WhyNotCreatedAsync(SftpRefusal refusal)
    {
        if (refusal.Status != SftpStatus.Failure)
        {
            return refusal;
        }
        try
        {
            await StatAsync(refusal.Path);
            return new(SftpStatus.AlreadyThere, refusal.Deed, refusal.Path, refusal.Reason);
        }
        catch (SftpRefusal)
        {
            return refusal;
        }
    }

    public Task<string> ReadLinkAsync(string path) =>
        OneNameAsync(new SftpRequest(SftpPacket.ReadLink).Text(path), "read", path);

    /// <summary>The absolute path; of <c>.</c> it is the user's home.</summary>
    public Task<string> RealPathAsync(string path) =>
        OneNameAsync(new SftpRequest(SftpPacket.RealPath).Text(path), "find", path);

    private static List<SftpName> Names(SftpReply reply)
    {
        var names = new List<SftpName>();
        for (var left = reply.UInt32(); left > 0; left--)
        {
            var name = reply.Text();
            reply.Bytes(); // a line as ls prints it
            names.Add(new(name, reply.Attributes()));
        }
        return names;
    }

    private async Task<string> OneNameAsync(SftpRequest request, string deed, string path)
    {
        var names = Names(await AskAsync(request, SftpPacket.Name, deed, path));
        return names is [var only] ? only.Text : throw SftpBroken.Nonsense("no name, or several, for one path");
    }

    private async Task<SftpAttributes> AttributesAsync(SftpRequest request, string path) =>
        (await AskAsync(request, SftpPacket.Attributes, "look at", path)).Attributes();

    private async Task<SftpHandle> HandleAsync(SftpRequest request, string deed, string path) =>
        new((await AskAsync(request, SftpPacket.Handle, deed, path)).Bytes(), path);

    private Task<SftpReply> DoAsync(SftpRequest request, string deed, string path) =>
        AskAsync(request, SftpPacket.Status, deed, path);

    private async Task<SftpReply> AskAsync(SftpRequest request, SftpPacket expected, string deed, string path) =>
        await AskUntilEndAsync(request, expected, deed, path)
        ?? throw new SftpRefusal(SftpStatus.EndOfFile, deed, path, "end of file");

    /// <summary>The reply of the expected type; null at an end. A status of success, where it is not expected, is none.</summary>
    private async Task<SftpReply?> AskUntilEndAsync(SftpRequest request, SftpPacket expected, string deed, string path)
    {
        var reply = await connection.AskAsync(request);
        if (reply.Type != SftpPacket.Status)
        {
            return reply.Type == expected ? reply : throw SftpBroken.Nonsense("an answer to another question");
        }
        return (SftpStatus)reply.UInt32() switch
        {
            SftpStatus.Ok when expected == SftpPacket.Status => reply,
            SftpStatus.Ok => throw SftpBroken.Nonsense("success and nothing else"),
            SftpStatus.EndOfFile => null,
            var status => throw new SftpRefusal(status, deed, path, Reason(reply)),
        };
    }

    // Old servers leave the text out.
    private static string Reason(SftpReply reply) =>
        reply.IsAtEnd ? "" : PiGen.Templating.Text.ShownText.Of(reply.Text());
}
