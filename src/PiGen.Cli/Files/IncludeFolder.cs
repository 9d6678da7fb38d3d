using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>
/// A folder that templates may include from, by relative path with forward slashes. Nothing outside it is ever read: no
/// absolute path, no <c>..</c>, no link that leads out.
/// </summary>
internal sealed class IncludeFolder
{
    private readonly string _path;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, SourceText?> _found = new(StringComparer.Ordinal);

    private IncludeFolder(string path, DiagnosticBag diagnostics) => (_path, _diagnostics) = (path, diagnostics);

    /// <summary>Null, with an error, if there is no such folder; what is wrong with files found later goes to the same place.</summary>
    public static IncludeFolder? Open(SourceText folder, DiagnosticBag diagnostics)
    {
        if (Directory.Exists(folder.Content))
        {
            return new(folder.Content, diagnostics);
        }
        diagnostics.Add(TemplateFileDiagnostics.NoFolder(folder.Whole));
        return null;
    }

    /// <summary>The text of a file, or null if the folder has no such file. The same text each time.</summary>
    public SourceText? Find(string name)
    {
        if (!_found.TryGetValue(name, out var text))
        {
            text = Locate(name) is { } file ? Utf8Text.Read(file, _diagnostics) : null;
            _found.Add(name, text);
        }
        return text;
    }

    private string? Locate(string name)
    {
        var segments = name.Split('/');
        if (segments.Any(segment => segment is "" or "." or "..") || name.Any(c => c == '\\' || char.IsControl(c)))
        {
            return null;
        }
        var root = Resolve(Path.GetFullPath(_path));
        var file = segments.Aggregate(root, (folder, segment) => Resolve(Path.Combine(folder, segment)));
        return file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file)
            ? file
            : null;
    }

    private static string Resolve(string file) =>
        new FileInfo(file) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file
            : file;
}
