using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What <c>pigen keys</c> refuses before it connects to anything.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("push")]
    [InlineData("trust")]
    [InlineData("pull")]
    [InlineData("revoke")]
    [InlineData("create")]
    public void Without_a_render_or_workers_there_is_no_cluster(string verb)
    {
        var answer = Pigen.Run("keys", verb, "--output", _folder["none"]);
        Assert.Equal((1, "PG0531"), (answer.ExitCode, CodeOf(answer)));
    }

    [Theory]
    [InlineData("list", "PG0221", "--workers", "red001", "--user", "no user")]
    [InlineData("create", "PG0804", "--on", "worker")]
    [InlineData("push", "PG0601", "--workers", "red00[1-2]", "--host", "")]
    public void A_mistake_is_named_before_anything_is_connected_to(string verb, string code, params string[] options)
    {
        var answer = Pigen.Run(["keys", verb, .. options]);
        Assert.Equal((1, code), (answer.ExitCode, CodeOf(answer)));
    }

    [Theory]
    [InlineData("hello\n", "PG0801")]
    [InlineData(Key + "\nhello\n", "PG0801")]
    [InlineData("# nothing\n", "PG0803")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n", "PG0802")]
    public void What_is_no_public_key_is_refused_and_no_secret_is_shown(string text, string code)
    {
        var answer = Pigen.Run("keys", "revoke", "--key", _folder.Write("key.pub", text));
        Assert.Equal((1, code), (answer.ExitCode, CodeOf(answer)));
        Assert.DoesNotContain("c2VjcmV0", answer.Out + answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_private_key_that_is_named_only_its_public_part_is_looked_for()
    {
        var answer = Pigen.Run("keys", "revoke", "--key", _folder.Write("key", "never read"));
        Assert.Equal((1, "PG0522"), (answer.ExitCode, CodeOf(answer)));
    }

    private static string CodeOf(Answer answer) => answer.Error.Split(' ', 3)[1].TrimEnd(':');
}
