using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

public sealed class KnownHostsTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> LinesAndNames { get; } =
        new(
            from line in (string[])
                [
                    $"red001 {Key}",
                    $"RED001,10.77.0.2 {Key} comment",
                    $"\t red001\t{Key}\r",
                    $"[red.local]:8001 {Key}",
                    $"red* {Key}",
                    $"*,!red001 {Key}",
                    $"!red001,red00? {Key}",
                    $"red00?,!red002 {Key}",
                    $"*.local {Key}",
                    $"[*]:800? {Key}",
                    $"*red*0*1 {Key}",
                    $"@cert-authority *.local {Key}",
                    $"@revoked red001 {Key}",
                    $"@unknown red001 {Key}",
                    $"# red001 {Key}",
                    $"red001",
                    $"red001 ssh-ed25519",
                    $"|1|nonsense {Key}",
                    "",
                ]
            from name in (string[])["red001", "red002", "red.local", "[red.local]:8001", "[red.local]:8002"]
            select (line, name)
        );

    [Theory]
    [MemberData(nameof(LinesAndNames))]
    public void A_line_stands_for_the_names_that_ssh_keygen_finds_it_by(string line, string name)
    {
        var file = _folder.Write("known_hosts", line + "\n");
        var found = SshKeygen.Run("-F", name, "-f", file).Out.Contains("found", StringComparison.Ordinal);
        Assert.Equal(found, Read(line).LinesOf(name).Any());
    }

    [Theory]
    [InlineData("red001")]
    [InlineData("[red.local]:8001")]
    public void Names_that_ssh_keygen_hashes_are_found(string name)
    {
        var file = _folder.Write("known_hosts", $"red001,[red.local]:8001 {Key}\nother {Key}\n");
        SshKeygen.Do("-q", "-H", "-f", file);
        var hosts = KnownHosts.Read(File.ReadAllBytes(file));
        Assert.Equal((true, 1, 0), (hosts.HidesNames, hosts.LinesOf(name).Count(), hosts.LinesOf("red002").Count()));
    }

    [Theory]
    [InlineData("red001")]
    [InlineData("[red.local]:8001")]
    public void Names_that_are_hashed_here_ssh_keygen_finds(string name)
    {
        var file = _folder.Write("known_hosts", $"{KnownHostLine.Hash(name, new byte[20])} {Key}\n");
        Assert.Contains($"# Host {name} found: line 1", SshKeygen.Do("-F", name, "-f", file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Red001", 22, "red001")]
    [InlineData("red.local", 8001, "[red.local]:8001")]
    public void A_name_has_its_port_unless_that_is_sshs_own(string host, int port, string name) =>
        Assert.Equal(name, KnownName.Of(host, Port.TryFrom(port)!.Value));

    [Theory]
    [InlineData("red001 ", NameHold.Alone)]
    [InlineData("red001,10.77.0.2 ", NameHold.AmongOthers)]
    [InlineData("red001,red00? ", NameHold.ByPattern)]
    [InlineData("red* ", NameHold.ByPattern)]
    [InlineData("red002 ", NameHold.None)]
    public void A_line_is_a_names_own_or_others_too(string names, NameHold hold) =>
        Assert.Equal(hold, Read(names + Key).Lines.Single().HoldOf("red001"));

    [Theory]
    [InlineData("a {0}\nred001 {0}\nb", "a {0}\nb")]
    [InlineData("10.77.0.2,Red001,x {0} red001\n", "10.77.0.2,x {0} red001\n")]
    [InlineData("red001 {0}", "")]
    public void A_name_is_taken_away_and_all_else_is_kept(string before, string after)
    {
        var hosts = Read(Format(before));
        Assert.Equal(Format(after), hosts.Without("red001", hosts.LinesOf("red001")).Text);
    }

    [Fact]
    public void A_key_is_added_at_the_end_after_a_line_that_was_not_ended() =>
        Assert.Equal(
            $"# mine\nred001 {Key}\n",
            Read("# mine").With([("red001", PublicKey.TryParse(Key + " comment")!)]).Text
        );

    [Fact]
    public void Any_bytes_are_kept() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => KnownHosts.Read(bytes).Bytes.SequenceEqual(bytes))
        );

    private static string Format(string text) => text.Replace("{0}", Key, StringComparison.Ordinal);

    private static KnownHosts Read(string text) => KnownHosts.Read(Encoding.UTF8.GetBytes(text));
}
