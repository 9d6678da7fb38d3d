using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Keys;

namespace PiGen.Core.Tests.Keys;

public class AuthorizedKeysTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
    private const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP8BAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    [Theory]
    [InlineData(Key, true)]
    [InlineData(Key + " another name", true)]
    [InlineData("\t " + Key + "\r\n", true)]
    [InlineData("# a comment\n\n" + Key, true)]
    [InlineData("restrict,port-forwarding,permitopen=\"localhost:22\" " + Key, true)]
    [InlineData("command=\"echo \\\"a b\\\" " + Other + "\" " + Key, true)]
    [InlineData("environment=\"A=# b\"\t" + Key, true)]
    [InlineData("", false)]
    [InlineData(Other, false)]
    [InlineData("#" + Key, false)]
    [InlineData("# " + Key, false)]
    [InlineData("command=\"" + Key + "\" " + Other, false)]
    [InlineData("cert-authority " + Key, false)]
    [InlineData("cert-authority,principals=\"pi\" " + Key, false)]
    [InlineData("two words " + Key, false)]
    public void A_key_is_found_where_sshd_would_take_it(string text, bool has) =>
        Assert.Equal(has, Read(text).Has(PublicKey.TryParse(Key)!));

    [Theory]
    [InlineData("", Key + "\n")]
    [InlineData("a\n", "a\n" + Key + "\n")]
    [InlineData("a", "a\n" + Key + "\n")]
    [InlineData("a\r\n\n", "a\r\n\n" + Key + "\n")]
    [InlineData("é\0", "é\0\n" + Key + "\n")]
    public void A_line_is_added_at_the_end_and_all_else_is_kept(string text, string after) =>
        Assert.Equal(after, Encoding.UTF8.GetString(Read(text).With([Key]).Bytes));

    [Fact]
    public void Any_bytes_are_kept() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes =>
                    AuthorizedKeys.Read(bytes).Bytes.SequenceEqual(bytes)
                    && AuthorizedKeys.Read(bytes).With([Key]).Bytes.AsSpan().StartsWith(bytes)
            )
        );

    private static AuthorizedKeys Read(string text) => AuthorizedKeys.Read(Encoding.UTF8.GetBytes(text));
}
