using System.Collections.Immutable;
using System.Reflection;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>The texts of template packs: the one built into the program, and folders of a person's own.</summary>
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

    /// <summary>The files of a folder that end in .scriban, each under its path, in ordinal order; those that are no text are errors.</summary>
    public static ImmutableArray<SourceText> Read(SourceText folder, DiagnosticBag diagnostics)
    {
        try
        {
            var paths = Directory.GetFiles(folder.Content, "*" + Ending).Order(StringComparer.Ordinal);
            return [.. paths.Select(path => Utf8Text.Read(path, diagnostics)).OfType<SourceText>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure(
                $"{folder.Content} cannot be read: {e.Message}",
                "make it readable, or name another folder",
                e
            );
        }
    }

    private static string ReadResource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
