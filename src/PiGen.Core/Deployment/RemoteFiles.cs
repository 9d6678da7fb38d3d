using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;

namespace PiGen.Core.Deployment;

/// <summary>Reads files of a host, by one command, as a tar in base64.</summary>
public static class RemoteFiles
{
    private const string Begin = "pigen files";
    private const string End = "pigen end";

    // Of what is no plain file the tar has the header alone: no pipe is opened. What it does not have, or could not read, the
    // letters tell: there, not to be read, in a folder that may not be entered.
    private const string Read = """
        export LC_ALL=C
        exec xargs -0 sh -c '
            for path; do
                folder=${path%/*}
                while [ -n "$folder" ] && [ ! -e "$folder" ] && [ ! -L "$folder" ]; do folder=${folder%/*}; done
                letter=-
                if [ -L "$path" ]; then letter=l
                elif [ -f "$path" ]; then if [ -r "$path" ]; then letter=f; else letter=u; fi
                elif [ -d "$path" ]; then letter=d
                elif [ -e "$path" ]; then letter=o
                elif [ -d "$folder" ] && [ ! -x "$folder" ]; then letter=u
                fi
                printf %s "$letter"
                shift
                case $letter in f | l) set -- "$@" "$path" ;; esac
            done
            echo
            echo "pigen files"
            [ $# -eq 0 ] || tar --no-recursion -cPf - -- "$@" 2>/dev/null | base64 -w 32000
            echo "pigen end"
        ' sh
        """;

    /// <summary>What is at each path, in the order of the paths; null for nothing.</summary>
    /// <param name="paths">Absolute.</param>
    /// <exception cref="Failure">The host does not say, or there is too much.</exception>
    public static async Task<IReadOnlyList<RemoteFile?>> ReadAsync(
        this IRemoteHost host,
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    )
    {
        if (paths.Count == 0)
        {
            return [];
        }
        var lines = new List<string>();
        var command = new RemoteCommand("sh", "-c", Read)
        {
            Input = Encoding.UTF8.GetBytes(string.Join('\0', paths)),
            MostOutput = 2 * RemoteCommand.UsualOutput,
        };
        var answer = await host.RunAsync(command, lines.Add, cancellation);
        if (answer.ExitCode != 0)
        {
            throw new Failure(
                $"{host.Name} does not say what is in its files: {answer.Errors.LastOrDefault() ?? "no reason was given"}",
                "see that xargs, tar and base64 are installed there"
            );
        }
        return TryRead(lines, [.. paths])
            ?? throw new AnswerNotUnderstood(host.Name, "on its files that is not understood");
    }

    // xargs runs the script as often as it has to: letters, a tar, letters, a tar.
    private static List<RemoteFile?>? TryRead(List<string> lines, string[] paths)
    {
        var found = new List<RemoteFile?>();
        for (var line = 0; line < lines.Count; )
        {
            var begin = lines.IndexOf(Begin, line);
            var end = begin < 0 ? -1 : lines.IndexOf(End, begin);
            var letters = lines[line];
            if (end < 0 || begin != line + 1 || letters.Length > paths.Length - found.Count)
            {
                return null;
            }
            if (TryUnpack(string.Concat(lines[(begin + 1)..end])) is not { } files)
            {
                return null;
            }
            foreach (var letter in letters)
            {
                found.Add(FileOf(letter, files.GetValueOrDefault(paths[found.Count])));
            }
            line = end + 1;
        }
        return found.Count == paths.Length ? found : null;
    }

    private static RemoteFile? FileOf(char letter, RemoteFile? packed) =>
        letter switch
        {
            '-' => null,
            'd' => Of(RemoteFileKind.Folder),
            'o' => Of(RemoteFileKind.Other),
            // It may have gone, or been closed to the user, since.
            _ => packed ?? Of(RemoteFileKind.Unreadable),
        };

    private static RemoteFile Of(RemoteFileKind kind) => new(kind, UnixFileMode.None, default);

    /// <summary>The files of a tar in base64, by their names in it; null if it is none.</summary>
    internal static Dictionary<string, RemoteFile>? TryUnpack(string base64)
    {
        try
        {
            using var bytes = new MemoryStream(Convert.FromBase64String(base64));
            using var reader = new TarReader(bytes);
            var files = new Dictionary<string, RemoteFile>(StringComparer.Ordinal);
            while (bytes.Length > 0 && reader.GetNextEntry(copyData: true) is { } entry)
            {
                files[entry.Name] = FileOf(entry, files);
            }
            return files;
        }
        catch (Exception garbled)
            when (garbled
                    is FormatException
                        or IOException
                        or InvalidDataException
                        or ArgumentException
                        or ArithmeticException
                        or NotSupportedException
                        or InvalidOperationException
            )
        {
            return null;
        }
    }

    // Two names of one file are packed once.
    private static RemoteFile FileOf(TarEntry entry, Dictionary<string, RemoteFile> files)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.SymbolicLink:
                return new(RemoteFileKind.Link, entry.Mode, default, entry.LinkName);
            case TarEntryType.HardLink:
                return files.GetValueOrDefault(entry.LinkName)
                    ?? throw new InvalidDataException($"a link to {entry.LinkName}, which is not there");
            default:
                var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                return new(RemoteFileKind.File, entry.Mode, content.ToArray());
        }
    }
}
