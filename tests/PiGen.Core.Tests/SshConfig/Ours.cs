using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>What PiGen brings for the cluster of these tests.</summary>
internal static class Ours
{
    public const string Sections = """
        Host red
            HostName red.local
            User pi

        Host red001
            HostName red001
            User pi
            ProxyJump red

        Host red002
            HostName red002
            User pi
            ProxyJump red

        """;

    public static readonly string[] Names = ["red", "red001", "red002"];

    public static InlineBlock Block { get; } = new("red", Sections);

    public static ConfigFile Parse(string text) => ConfigFile.Parse("config", System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A configuration with ours included first, and what ours is of it.</summary>
    public static (ConfigTree Tree, OwnLines Own) Before(string theirs, params (string Path, string Text)[] included)
    {
        var own = ConfigFile.Parse("pigen-red.conf", System.Text.Encoding.UTF8.GetBytes(Sections));
        var edited = ConfigEdit.AddInclude(Parse(theirs), IncludeLine.Default).Bytes!;
        var files = included
            .Select(file => (file.Path, ConfigFile.Parse(file.Path, System.Text.Encoding.UTF8.GetBytes(file.Text))))
            .Append((IncludeLine.Default.Pattern, own))
            .ToLookup(file => file.Item1, file => file.Item2);
        return (ConfigTree.Read(ConfigFile.Parse("config", edited), path => files[path]), OwnLines.Of(own));
    }

    /// <summary>The text of bytes as a test writes it down.</summary>
    public static string Text(EditedFile? file) =>
        file is null ? "refused"
        : file.Bytes is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes)
        : "no file";
}
