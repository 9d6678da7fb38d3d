using System.Runtime.InteropServices;

namespace PiGen.Testing;

/// <summary>The program that was built with these tests, as a command line for a process of its own.</summary>
public static class PigenProgram
{
    /// <summary>The host that runs these tests, wherever it is installed: three folders above the runtime.</summary>
    private static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")
    );

    public static string[] Command(params string[] arguments) =>
        [Dotnet, "exec", Path.Combine(AppContext.BaseDirectory, "pigen.dll"), .. arguments];
}
