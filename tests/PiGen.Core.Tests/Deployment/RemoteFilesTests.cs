using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

/// <summary>Files of a host, as it answers for them.</summary>
public sealed class RemoteFilesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_host_packs_is_there_again()
    {
        var host = new FakeHost
        {
            Files =
            {
                ["/etc/one"] = FakeHost.FileOf("text\n", "0640"),
                ["/etc/link"] = FakeHost.LinkTo("../elsewhere"),
                ["/etc/closed"] = new(RemoteFileKind.Unreadable, default, default),
            },
        };
        var files = await host.ReadAsync(["/etc/one", "/etc/none", "/etc/link", "/etc/closed"], Cancellation);
        Assert.Equal(
            "File 0640 text, , Link ../elsewhere, Unreadable",
            string.Join(", ", files.Select(ShownAs)).Replace("\n", "", StringComparison.Ordinal)
        );
    }

    // Of a tar, every field may lie: sizes and modes in base 256, kinds that nobody packs, names without end.
    [Fact]
    public void Bytes_that_a_host_made_up_are_files_or_nothing_and_never_more()
    {
        var packed = Packed();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000),
            Prop.ForAll(
                ArbMap.Default.ArbFor<(int At, byte Byte, bool MendsSum)[]>(),
                changes =>
                {
                    byte[] bytes = [.. packed];
                    foreach (var (at, value, _) in changes)
                    {
                        bytes[(int)((uint)at % 512)] = value;
                    }
                    if (changes.Any(change => change.MendsSum))
                    {
                        MendSum(bytes);
                    }
                    return Read(bytes) is not { } file || file.Content.Length <= packed.Length;
                }
            )
        );
    }

    [Theory]
    [InlineData(124, (byte)0xFF)]
    [InlineData(100, (byte)0xFF)]
    [InlineData(156, (byte)'S')]
    [InlineData(156, (byte)'L')]
    public void A_header_that_lies_is_no_file(int at, byte value)
    {
        byte[] header = new byte[1024];
        Encoding.ASCII.GetBytes("one").CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000644\00000000\00000000\077777777777\000000000000\0").CopyTo(header, 100);
        header[156] = (byte)'0';
        Encoding.ASCII.GetBytes("ustar  \0").CopyTo(header, 257);
        header.AsSpan(at, at == 156 ? 1 : 8).Fill(value);
        MendSum(header);
        Assert.True(Read(header) is null or { Content.Length: <= 512 });
    }

    [Theory]
    [InlineData("pigen stage ../elsewhere")]
    [InlineData("pigen stage .pigen-stage.0123456789/x")]
    [InlineData("pigen stage -x")]
    public async Task A_folder_that_nobody_made_gets_no_files(string line)
    {
        var host = new StagingHost(new FakeHost { Lines = [line] });
        await Assert.ThrowsAsync<AnswerNotUnderstood>(() =>
            host.RunAsync(new("true") { Files = [new("one", default, UnixFileMode.UserRead)] }, _ => { }, Cancellation)
        );
    }

    private static byte[] Packed()
    {
        var tar = new MemoryStream();
        new Bundle([new("one", "text"u8.ToArray(), UnixFileMode.UserRead)])
            .WriteAsync(tar, Cancellation)
            .GetAwaiter()
            .GetResult();
        return tar.ToArray();
    }

    // Null for an answer that is refused.
    private static RemoteFile? Read(byte[] tar)
    {
        try
        {
            var host = new AnsweringHost(["f", "pigen files", Convert.ToBase64String(tar), "pigen end"]);
            return host.ReadAsync(["one"], Cancellation).GetAwaiter().GetResult()[0];
        }
        catch (AnswerNotUnderstood)
        {
            return null;
        }
    }

    private sealed class AnsweringHost(string[] lines) : IRemoteHost
    {
        public string Name => "red";

        public Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation)
        {
            Array.ForEach(lines, line);
            return Task.FromResult(new RemoteAnswer(0, []));
        }
    }

    private static string ShownAs(RemoteFile? file) =>
        file switch
        {
            null => "",
            { Kind: RemoteFileKind.Link } => $"Link {file.LinkTarget}",
            { Kind: RemoteFileKind.File } =>
                $"File 0{Convert.ToString((int)file.Mode, 8)} {Encoding.UTF8.GetString(file.Content.Span)}",
            _ => $"{file.Kind}",
        };

    private static void MendSum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = header.Take(512).Sum(each => each);
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header, 148);
    }
}
