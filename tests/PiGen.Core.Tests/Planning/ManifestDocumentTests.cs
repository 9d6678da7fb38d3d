using System.Text;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Core.Tests.Planning;

public class ManifestDocumentTests
{
    private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly Manifest Example = new(
        new()
        {
            Workers = "red00[1-2]",
            Wlan = "192.168.1.24",
            Manager = "red",
            ManagerAddress = "red.local",
            User = "pi",
            Identity = "/home/pi/.ssh/id_rsa",
            Port = "8001",
            Expose = ["80:8080"],
            Kind = "autossh",
            Templates = null,
        },
        [new(Destination.TryParse("red", "/etc/x")!, new(FileModes.TryParse("0644")!.Value, Hash))]
    );

    [Fact]
    public void The_file_is_readable_and_the_same_every_time() => GoldenFile.Verify(Text(Example));

    [Fact]
    public void What_is_written_is_read_back() =>
        Assert.Equal(Text(Example), Text(ManifestDocument.Read(new("pigen.json", Text(Example)), [])!));

    [Theory]
    [InlineData("", "", "PG0501")]
    [InlineData("\"artifacts\"", "\"artefacts\"", "PG0501")]
    [InlineData("\"kind\": \"autossh\"", "\"kind\": null", "PG0501")]
    [InlineData("\"user\": \"pi\"", "\"user\": \"pi\", \"user\": \"pi\"", "PG0501")]
    [InlineData("\"version\": 1", "\"version\": 2", "PG0502")]
    [InlineData("\"version\": 1", "\"version\": null", "PG0501")]
    [InlineData("/etc/x", "/etc/../x", "PG0503")]
    [InlineData("/etc/x", "", "PG0503")]
    [InlineData("\"host\": \"red\"", "\"host\": \"..\"", "PG0503")]
    [InlineData("\"80:8080\"", "null", "PG0503")]
    [InlineData("\"host\": \"red\"", "\"host\": \"PiGen.json\"", "PG0503")]
    [InlineData("\"version\": 1,", "", "PG0502")]
    [InlineData("0644", "4755", "PG0503")]
    [InlineData("e3b0", "E3B0", "PG0503")]
    [InlineData("\"manager\": \"red\"", "\"manager\": \"../red\"", "PG0504")]
    [InlineData("\"manager\": \"red\"", "\"manager\": \"\"", "PG0504")]
    [InlineData("red.local", "-oProxyCommand=reboot", "PG0504")]
    [InlineData("red.local", "red local", "PG0504")]
    [InlineData("\"user\": \"pi\"", "\"user\": \"-oProxyCommand=reboot\"", "PG0504")]
    [InlineData("\"user\": \"pi\"", "\"user\": \"\"", "PG0504")]
    public void A_manifest_that_is_not_as_it_was_written_is_refused(string written, string broken, string code)
    {
        var diagnostics = new DiagnosticBag();
        var text = written.Length == 0 ? Text(Example)[..200] : Text(Example).Replace(written, broken);
        Assert.Null(ManifestDocument.Read(new("pigen.json", text), diagnostics));
        Assert.Equal([code], diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void Any_cut_of_a_manifest_is_refused_with_a_place_in_it()
    {
        var whole = Text(Example).TrimEnd();
        var unrefused = Enumerable
            .Range(0, whole.Length)
            .Where(length =>
            {
                var diagnostics = new DiagnosticBag();
                var text = new SourceText("pigen.json", whole[..length]);
                return ManifestDocument.Read(text, diagnostics) is not null || diagnostics.Single().Span.Start > length;
            });
        Assert.Empty(unrefused);
    }

    private static string Text(Manifest manifest) => Encoding.UTF8.GetString(ManifestDocument.Write(manifest));
}
