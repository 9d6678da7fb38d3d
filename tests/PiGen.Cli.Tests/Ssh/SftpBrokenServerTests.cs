using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Cli.Ssh.Sftp;
using PiGen.Core;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>Servers that are none, or lie: a failure in a sentence, at once, and no memory without bound.</summary>
public sealed class SftpBrokenServerTests
{
    private static readonly byte[] Version = Packet(2, [0, 0, 0, 3]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, byte[], byte[]> Lies =>
        new()
        {
            { "nothing at all", Lost, [], [] },
            { "half a length", Lost, [0, 0], [] },
            { "half a packet", Lost, [0, 0, 0, 5, 2, 0], [] },
            { "text", Chatter("Welcome to red!"), "Welcome to red!\nhave fun\n"u8.ToArray(), [] },
            { "text before SFTP", Chatter("hi"), [.. "hi\n"u8, .. Version], [] },
            { "text that steers a terminal", Chatter("]0;owned"), "\x1b]0;owned\a"u8.ToArray(), [] },
            { "bytes", Chatter("bytes that are no text"), [1, 2, 3, 4, 5, 6], [] },
            { "a version of four bytes less", Nonsense("a packet that is shorter than it says"), Packet(2, []), [] },
            { "version 6", Nonsense("version 6 of the protocol in answer to version 3"), Packet(2, [0, 0, 0, 6]), [] },
            { "a packet of 4 GiB", Nonsense("a packet of an impossible length"), Version, [255, 255, 255, 255] },
            { "an empty packet", Nonsense("a packet of an impossible length"), Version, [0, 0, 0, 0] },
            {
                "an answer that nobody asked for",
                Nonsense("an answer to a question that nobody asked"),
                Version,
                Packet(101, [0, 0, 0, 77, 0, 0, 0, 0])
            },
            {
                "an answer of another kind",
                Nonsense("an answer to another question"),
                Version,
                Packet(103, [0, 0, 0, 1])
            },
            {
                "a name beyond its packet",
                Nonsense("a packet that is shorter than it says"),
                Version,
                Packet(104, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0])
            },
            {
                "no name for a path",
                Nonsense("no name, or several, for one path"),
                Version,
                Packet(104, [0, 0, 0, 1, 0, 0, 0, 0])
            },
            {
                "a name that is not UTF-8",
                Nonsense("a name that is not UTF-8"),
                Version,
                Packet(104, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xFF])
            },
            {
                "success and no name",
                Nonsense("success and nothing else"),
                Version,
                Packet(101, [0, 0, 0, 1, 0, 0, 0, 0])
            },
            { "the end in the middle of an answer", Lost, Version, [0, 0, 0, 9, 104] },
        };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_is_a_failure(string lie, string sentence, byte[] greeting, byte[] answer)
    {
        _ = lie;
        var failure = await Assert.ThrowsAsync<Failure>(() => AskAsync(greeting, answer));
        Assert.Equal(sentence, failure.Message);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up()
    {
        var transport = new ScriptedServer(Version, answer: null).Transport(limit: TimeSpan.FromSeconds(0.2));
        await using var client = await SftpClient.OpenAsync(transport, Cancellation);
        var failure = await Assert.ThrowsAsync<Failure>(() => client.RealPathAsync(".", Cancellation));
        Assert.Equal("pi@red.local did not answer for 0 s", failure.Message);
    }

    [Fact]
    public async Task A_server_that_never_says_a_word_is_given_up()
    {
        var transport = new ScriptedServer([], answer: null).Transport(login: TimeSpan.FromSeconds(1.2));
        var failure = await Assert.ThrowsAsync<Failure>(() => SftpClient.OpenAsync(transport, Cancellation));
        Assert.Equal("pi@red.local did not answer for 1 s", failure.Message);
    }

    [Fact]
    public async Task Who_no_longer_wants_an_answer_need_not_wait_for_it()
    {
        var transport = new ScriptedServer(Version, answer: null).Transport();
        await using var client = await SftpClient.OpenAsync(transport, Cancellation);
        using var wish = new CancellationTokenSource();
        var asked = client.RealPathAsync(".", wish.Token);
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public void Whatever_comes_is_a_failure_or_an_answer()
    {
        var sent = Gen.Elements<byte>(0, 0, 0, 1, 2, 3, 4, 9, 101, 102, 104, 105, 255).ArrayOf().ToArbitrary();
        Prop.ForAll(sent, bytes => EndsInAFailureOrAnAnswer(bytes)).QuickCheckThrowOnFailure();
    }

    private static string Lost => "the connection to pi@red.local was lost on the way";

    private static string Chatter(string sample) => $"pi@red.local sent text before it could send files: \"{sample}\"";

    private static string Nonsense(string what) =>
        $"pi@red.local does not keep to the file transfer protocol: it sent {what}";

    private static bool EndsInAFailureOrAnAnswer(byte[] sent)
    {
        try
        {
            AskAsync(Version, sent).WaitAsync(TimeSpan.FromSeconds(20)).GetAwaiter().GetResult();
            return true;
        }
        catch (Failure)
        {
            return true;
        }
    }

    private static async Task<string> AskAsync(byte[] greeting, byte[] answer)
    {
        var transport = new ScriptedServer(greeting, answer).Transport();
        await using var client = await SftpClient.OpenAsync(transport, Cancellation);
        return await client.RealPathAsync(".", Cancellation);
    }

    private static byte[] Packet(byte type, byte[] body)
    {
        var packet = new byte[5 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, body.Length + 1);
        packet[4] = type;
        body.CopyTo(packet, 5);
        return packet;
    }
}
