using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Commands;

/// <summary>What can be wrong with the way ssh-config is asked for, PG0751 and on.</summary>
internal static class SshConfigOptionDiagnostics
{
    public static Diagnostic NoStyle(SourceSpan style) =>
        Error("PG0751", style, "there is no such style", "the styles are jump, forward and both");

    public static Diagnostic NotRendered(SourceSpan output, string artifact) =>
        Error(
            "PG0752",
            output,
            $"there is no {artifact} among what is rendered",
            "render with --wlan ADDRESS, and without --no-ssh, for tunnels; or take --style jump"
        );

    public static Diagnostic NoName(SourceSpan manager) =>
        Error("PG0753", manager, "no cluster can have this name", "write the manager's name, as in --manager red");

    public static Diagnostic NoFile(SourceSpan config) =>
        Error("PG0754", config, "this names no file", "write its path, as in --config ~/.ssh/config");

    public static Diagnostic NotUtf8(SourceSpan output, string artifact) =>
        Error("PG0755", output, $"{artifact} is no longer UTF-8", "run the pigen render again that made this folder");
}
