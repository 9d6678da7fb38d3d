using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>
/// A folder of a person's own templates, and of the texts that they include by relative path with forward slashes. Nothing
/// outside it is ever read: no absolute path, no <c>..</c>, no link that leads out.
/// </summary>
internal sealed class TemplateFolder
{
    private readonly string _path;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, SourceText?> _found = new(StringComparer.Ordinal);

    private TemplateFolder(string path, DiagnosticBag diagnostics) => (_path, _diagnostics) = (path, diagnostics);

    /// <summary>Null, with an error, if there is no such folder; what is wrong with files found later goes to the same place.</summary>
    public static TemplateFolder? Open(SourceText folder, DiagnosticBag diagnostics)
    {
        if (Directory.Exists(folder.Content))
        {
            return new(folder.Content, diagnostics);
        }
        diagnostics.Add(TemplateFileDiagnostics.NoFolder(folder.Whole));
        return null;
    }

    /// <summary>The files that end in .scriban, each under its path, in ordinal order; those that cannot be read are errors.</summary>
    public ImmutableArray<SourceText> Templates()
    {
        try
        {
            var names = Directory.GetFiles(_path, "*" + Files.Templates.Ending).Select(file => Path.GetFileName(file));
            return [.. names.Order(StringComparer.Ordinal).Select(FindListed).OfType<SourceText>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{_path} cannot be read: {e.Message}", "make it readable, or name another folder", e);
        }
    }

    /// <summary>The text of a file, or null if the folder has no such file. The same text each time.</summary>
    public SourceText? Find(string name)
    {
        if (!_found.TryGetValue(name, out var text))
        {
            text = Locate(name) is { } file ? Utf8Text.Read(file, Path.Combine(_path, name), _diagnostics) : null;
            _found.Add(name, text);
        }
        return text;
    }

    private SourceText? FindListed(string name)
    {
        if (Locate(name) is null)
        {
            _diagnostics.Add(TemplateFileDiagnostics.LeadsOut(Path.Combine(_path, name)));
            return null;
        }
        return Find(name);
    }

    private string? Locate(string name)
    {
        var segments = name.Split('/');
        if (segments.Any(segment => segment is "" or "." or "..") || name.Any(c => c == '\\' || char.IsControl(c)))
        {
            return null;
        }
        try
        {
            var root = Resolve(Path.GetFullPath(_path));
            var file = segments.Aggregate(root, (folder, segment) => Resolve(Path.Combine(folder, segment)));
            var isInside = file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            return isInside && File.Exists(file) ? file : null;
        }
        // Links in a circle, or through folders that may not be read.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Resolve(string file) =>
        new FileInfo(file) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file
            : file;
}
