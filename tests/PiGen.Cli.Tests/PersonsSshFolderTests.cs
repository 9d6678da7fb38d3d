using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class PersonsSshFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("id_ed25519")]
    [InlineData("id_ed25519.pub")]
    public void A_key_is_never_written_over(string there)
    {
        _folder.Write(there, "a key\n");
        Assert.Throws<Failure>(() => PersonsSshFolder.Prepare(_folder["id_ed25519"]));
    }
}
