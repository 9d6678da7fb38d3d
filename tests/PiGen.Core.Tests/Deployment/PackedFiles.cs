using System.Formats.Tar;
using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

/// <summary>What a host answers that is asked for files, as <see cref="RemoteFiles"/> has it: letters, and a tar in base64.</summary>
internal static class PackedFiles
{
    public static void Print(string[] paths, IReadOnlyDictionary<string, RemoteFile> files, Action<string> line)
    {
        line(string.Concat(paths.Select(path => LetterOf(files.GetValueOrDefault(path)))));
        line("pigen files");
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var path in paths.Where(path => LetterOf(files.GetValueOrDefault(path)) is 'f' or 'l'))
            {
                writer.WriteEntry(EntryOf(path, files[path]));
            }
        }
        line(Convert.ToBase64String(tar.ToArray()));
        line("pigen end");
    }

    private static char LetterOf(RemoteFile? file) =>
        file?.Kind switch
        {
            null => '-',
            RemoteFileKind.File => 'f',
            RemoteFileKind.Folder => 'd',
            RemoteFileKind.Link => 'l',
            RemoteFileKind.Unreadable => 'u',
            _ => 'o',
        };

    private static GnuTarEntry EntryOf(string path, RemoteFile file) =>
        file.Kind == RemoteFileKind.Link
            ? new(TarEntryType.SymbolicLink, path) { LinkName = file.LinkTarget! }
            : new(TarEntryType.RegularFile, path)
            {
                Mode = file.Mode,
                DataStream = new MemoryStream(file.Content.ToArray()),
            };
}
