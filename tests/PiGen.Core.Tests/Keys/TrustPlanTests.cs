using System.Text;
using PiGen.Core.Keys;

namespace PiGen.Core.Tests.Keys;

public class TrustPlanTests
{
    private const string Old = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
    private const string New = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP8BAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
    private const string Rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAgD/";
    private const string OldRsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAgDv";

    [Theory]
    [InlineData("", HostKeyStanding.New)]
    [InlineData("red002 OLD", HostKeyStanding.New)]
    [InlineData("@cert-authority * OLD", HostKeyStanding.New)]
    [InlineData("red001 NEW", HostKeyStanding.Right)]
    [InlineData("red* NEW", HostKeyStanding.Right)]
    [InlineData("red001 OLD|red001 NEW", HostKeyStanding.Right)]
    [InlineData("red001 RSA", HostKeyStanding.Right)]
    [InlineData("red001 OLD", HostKeyStanding.Changed)]
    [InlineData("red001 OLD|red001 RSA", HostKeyStanding.Changed)]
    [InlineData("red001 FORMER", HostKeyStanding.Changed)]
    [InlineData("@revoked * NEW", HostKeyStanding.Revoked)]
    [InlineData("@revoked * OLD|red001 NEW", HostKeyStanding.Right)]
    [InlineData("red001 NEW|@revoked red001 NEW", HostKeyStanding.Revoked)]
    public void What_is_known_is_held_against_what_is_shown(string known, HostKeyStanding standing) =>
        Assert.Equal(standing, PlanOf(known).Checks.Single().Standing);

    [Theory]
    [InlineData("", "red001 NEW|red001 RSA|")]
    [InlineData("# mine", "# mine|red001 NEW|red001 RSA|")]
    [InlineData("red001 NEW|", "red001 NEW|")]
    [InlineData("red001 OLD|red002 OLD|", "red002 OLD|red001 NEW|red001 RSA|")]
    [InlineData("red001,10.77.0.2 OLD|", "10.77.0.2 OLD|red001 NEW|red001 RSA|")]
    [InlineData("red001 OLD|red001 RSA|", "red001 RSA|red001 NEW|")]
    public void A_repair_exchanges_exactly_the_lines_that_say_otherwise(string known, string after) =>
        Assert.Equal(Text(after), PlanOf(known).Result(salt: null).Text);

    [Fact]
    public void Two_names_of_one_line_lose_it_together()
    {
        var own = new KnownHostsFile("known_hosts", Read("red001,[red.local]:8001 OLD|"));
        var shown = (ShownHostKeys[])[Shown("red001"), Shown("[red.local]:8001")];
        Assert.Equal(
            Text("red001 NEW|red001 RSA|[red.local]:8001 NEW|[red.local]:8001 RSA|"),
            TrustPlan.Of(own, [], shown).Result(salt: null).Text
        );
    }

    [Fact]
    public void A_hashed_name_is_known_the_next_time()
    {
        var once = PlanOf("").Result(() => new byte[20]);
        var again = TrustPlan.Of(new("known_hosts", once), [], [Shown("red001")]);
        Assert.Equal((true, false, true), (once.HidesNames, once.Text.Contains("red001"), again.IsEmpty));
    }

    [Theory]
    [InlineData("red001 OLD", false, "PG0811 known_hosts:1")]
    [InlineData("# mine|red001 OLD", false, "PG0811 known_hosts:2")]
    [InlineData("red001 OLD", true, "")]
    [InlineData("red* OLD", true, "PG0813 known_hosts:1")]
    [InlineData("@revoked * NEW", true, "PG0812 known_hosts:1")]
    [InlineData("red001 NEW", false, "")]
    public void What_stands_in_the_way_is_named_with_its_line(string known, bool isRepair, string mistakes) =>
        Assert.Equal(mistakes, MistakesOf(PlanOf(known), isRepair));

    [Fact]
    public void What_is_known_in_a_file_that_is_not_written_is_not_repaired()
    {
        var plan = TrustPlan.Of(
            new("known_hosts", Read("")),
            [new("/etc/ssh/ssh_known_hosts", Read("red001 OLD"))],
            [Shown("red001")]
        );
        Assert.Equal("PG0814 /etc/ssh/ssh_known_hosts:1", MistakesOf(plan, isRepair: true));
    }

    [Fact]
    public void A_changed_key_is_told_with_both_fingerprints()
    {
        var message = TrustDiagnostics.Of(PlanOf("red001 OLD"), isRepair: false).Single().Message;
        Assert.Equal((true, true), (message.Contains(Fingerprint(Old)), message.Contains(Fingerprint(New))));
    }

    private static string MistakesOf(TrustPlan plan, bool isRepair) =>
        string.Join(
            ' ',
            TrustDiagnostics
                .Of(plan, isRepair)
                .Select(mistake =>
                    $"{mistake.Code} {mistake.Span.Source.Name}:{mistake.Span.Source.PlaceOf(mistake.Span.Start).Line}"
                )
        );

    private static TrustPlan PlanOf(string known) =>
        TrustPlan.Of(new("known_hosts", Read(known)), [], [Shown("red001")]);

    private static ShownHostKeys Shown(string name) =>
        new("red001", name, [PublicKey.TryParse(New)!, PublicKey.TryParse(Rsa)!]);

    private static string Fingerprint(string key) => PublicKey.TryParse(key)!.Fingerprint;

    private static KnownHosts Read(string text) => KnownHosts.Read(Encoding.UTF8.GetBytes(Text(text)));

    // Keys by short names, and '|' for the end of a line.
    private static string Text(string text) =>
        text.Replace("|", "\n", StringComparison.Ordinal)
            .Replace("FORMER", OldRsa, StringComparison.Ordinal)
            .Replace("OLD", Old, StringComparison.Ordinal)
            .Replace("NEW", New, StringComparison.Ordinal)
            .Replace("RSA", Rsa, StringComparison.Ordinal);
}
