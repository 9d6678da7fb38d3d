using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PiGen.Core.Tests;

/// <summary>The directions between the rooms, read from the <c>using</c> lines of each folder.</summary>
public partial class RoomTests
{
    [Theory]
    [InlineData("PiGen.Templating/Text")]
    [InlineData("PiGen.Core/Hosts", "Templating.Text")]
    [InlineData("PiGen.Core/Model", "Core.Hosts")]
    [InlineData("PiGen.Core/Definition", "Templating.Text", "Core.Hosts", "Core.Model")]
    [InlineData("PiGen.Core/Rendering", "Templating", "Templating.*", "Core.Hosts", "Core.Model")]
    [InlineData("PiGen.Core/Planning", "Templating.Text", "Core.Model", "Core.Rendering")]
    [InlineData(
        "PiGen.Core/Deployment",
        "Templating.Text",
        "Core.Hosts",
        "Core.Model",
        "Core.Rendering",
        "Core.Planning"
    )]
    [InlineData("PiGen.Core/Keys", "Templating.Text", "Core.Hosts", "Core.Model", "Core.Deployment")]
    [InlineData("PiGen.Core/SshConfig", "Templating.Text", "Core.Hosts")]
    [InlineData("PiGen.Cli/Reporting", "Templating.*", "Core", "Core.*")]
    [InlineData("PiGen.Cli/Files", "Templating.Text", "Core", "Core.*")]
    [InlineData(
        "PiGen.Ssh",
        "Templating.Text",
        "Core",
        "Core.Keys",
        "Core.Model",
        "Core.Deployment",
        "Ssh.OpenSsh",
        "Ssh.SshNet"
    )]
    [InlineData("PiGen.Ssh/OpenSsh", "Core", "Core.Keys", "Core.Deployment", "Core.SshConfig")]
    [InlineData(
        "PiGen.Ssh/SshNet",
        "Templating.Text",
        "Core",
        "Core.Hosts",
        "Core.Keys",
        "Core.Model",
        "Core.Deployment",
        "Core.SshConfig"
    )]
    [InlineData("PiGen.Cli/Commands", "Templating", "Templating.*", "Core", "Core.*", "Ssh", "Ssh.OpenSsh", "Cli.*")]
    public void A_room_uses_only_the_rooms_before_it(string room, params string[] mayUse)
    {
        var used = Directory
            .GetFiles(Path.Combine(Source(), room), "*.cs")
            .SelectMany(File.ReadLines)
            .Select(line => UsingLine.Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value + match.Groups[2].Value)
            .Distinct();
        Assert.Equal([], used.Where(name => !mayUse.Any(allowed => IsAllowed(name, allowed))));
    }

    // A call of the system that opens, creates, renames or deletes follows links and waits for pipes, unless it is told not to.
    // LocalUser only asks whose a file is that ssh would refuse.
    [Fact]
    public void Two_files_make_calls_of_the_system()
    {
        var native = Directory
            .GetFiles(Source(), "*.cs", SearchOption.AllDirectories)
            .Where(file => NativeCall.IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);
        Assert.Equal(["HeldFolder.Native.cs", "LocalUser.cs"], native.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\[(?:DllImport|LibraryImport)\b|\bNativeLibrary\b|\bdelegate\* *unmanaged\b")]
    private static partial Regex NativeCall { get; }

    // Of a type whose members are used, the room is what stands before its name.
    [GeneratedRegex(@"^using (?:PiGen\.([\w.]+)|static PiGen\.([\w.]+)\.\w+);")]
    private static partial Regex UsingLine { get; }

    private static bool IsAllowed(string name, string allowed) =>
        allowed.EndsWith(".*", StringComparison.Ordinal)
            ? name.StartsWith(allowed[..^1], StringComparison.Ordinal)
            : name == allowed;

    private static string Source([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../src"));
}
