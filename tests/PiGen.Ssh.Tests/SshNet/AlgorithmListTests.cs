using PiGen.Ssh.SshNet;
using Renci.SshNet;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>The lists hold what SSH.NET has, all of it and nothing else.</summary>
public class AlgorithmListTests
{
    private static readonly ConnectionInfo Library = new("red", "pi", new NoneAuthenticationMethod("pi"));

    [Fact]
    public void Ciphers_are_those_of_the_library() => AssertSame(Library.Encryptions.Keys, AlgorithmList.Ciphers);

    [Fact]
    public void Message_codes_are_those_of_the_library() => AssertSame(Library.HmacAlgorithms.Keys, AlgorithmList.Macs);

    [Fact]
    public void Key_exchanges_are_those_of_the_library() =>
        AssertSame(Library.KeyExchangeAlgorithms.Keys, AlgorithmList.KeyExchange);

    [Fact]
    public void Host_keys_are_those_of_the_library() =>
        AssertSame(Library.HostKeyAlgorithms.Keys, AlgorithmList.HostKeys);

    [Fact]
    public void What_is_weak_is_used_only_if_the_person_asks_for_it() =>
        Assert.DoesNotContain(
            AlgorithmList
                .KeyExchange.Of(null)
                .Concat(AlgorithmList.HostKeys.Of(null))
                .Concat(AlgorithmList.Ciphers.Of(null)),
            name => name is "ssh-rsa" || name.EndsWith("-sha1") || name.EndsWith("-cbc")
        );

    private static void AssertSame(IEnumerable<string> library, AlgorithmList list) =>
        Assert.Equal(library.Order(), list.All.Order());
}
