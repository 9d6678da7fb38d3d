using System.Collections.Immutable;
using System.Reflection;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>The texts of the template pack that is built into the program.</summary>
internal static class Templates
{
    public const string Ending = ".scriban";

    /// <summary>The built-in pack, each template under its file name, in ordinal order.</summary>
    public static ImmutableArray<SourceText> BuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal));
        return
        [
            .. names.Order(StringComparer.Ordinal).Select(name => new SourceText(name, ReadResource(assembly, name))),
        ];
    }

    private static string ReadResource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
