namespace PiGen.Testing;

/// <summary>A folder of a test's own, gone with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pigen-test-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Read(string relative) => File.ReadAllText(this[relative]);

    /// <summary>Every file below, as path relative to the folder with forward slashes, in ordinal order.</summary>
    public string[] Files() =>
        [
            .. Directory
                .GetFiles(Path, "*", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Every file below with what is in it: two snapshots are equal when nothing was changed in between.</summary>
    public string Snapshot() =>
        string.Join(
            '\n',
            Files()
                .Select(file =>
                    $"{file} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(this[file])))}"
                )
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
