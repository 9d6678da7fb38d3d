using System.Runtime.InteropServices;

namespace PiGen.Testing;

/// <summary>
/// The program as a command line for a process of its own: the one that PIGEN_PROGRAM names, as test.sh has it published, or
/// else the one that was built with these tests, which takes longer to start.
/// </summary>
public static class PigenProgram
{
    /// <summary>The host that runs these tests, wherever it is installed: three folders above the runtime.</summary>
    private static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")
    );

    public static string[] Command(params string[] arguments) =>
        Environment.GetEnvironmentVariable("PIGEN_PROGRAM") is { Length: > 0 } program
            ? [program, .. arguments]
            : [Dotnet, "exec", Path.Combine(AppContext.BaseDirectory, "pigen.dll"), .. arguments];
}
