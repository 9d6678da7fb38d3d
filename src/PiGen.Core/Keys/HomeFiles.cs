using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Core.Keys;

/// <summary>Files below a user's home on a host, read and written by that user alone: a POSIX sh, coreutils or busybox is enough.</summary>
public static class HomeFiles
{
    // What a run has left that was killed is taken away, but not while another one writes.
    private const string ReadScript = """
        export LC_ALL=C
        cd || exit 1
        [ ! -r . ] || exec 8<.
        alone=
        flock -n 8 2>/dev/null && alone=yes
        sweep() {
          real=$1
          [ ! -L "$1" ] || real=$(readlink -f -- "$1") || return 0
          for left in "$real".pigen-new.??????????; do
            [ ! -O "$left" ] || rm -rf -- "$left"
          done
        }
        for path; do
          [ -z "$alone" ] || { sweep "$path" && sweep "${path%/*}"; }
          if [ -d "$path" ]; then printf 'folder %s\n' "$path"
          elif [ -f "$path" ]; then printf 'file %s\n' "$path" && base64 <"$path" || exit 1
          elif [ -e "$path" ]; then printf 'other %s\n' "$path"
          else printf 'none %s\n' "$path"
          fi
        done
        """;

    // A line each: path, what it was (SHA-256, or a word), what it becomes in base64 (- for nothing, -/ if its folder goes
    // as well). A line that the connection cut short is not read, and changes nothing. A link is followed, and what it leads
    // to is exchanged in its own folder, with its mode; another's file is left alone, for the exchange would make it the
    // user's. A folder comes with its first file and goes with its last, so that it is never there without them: who finds
    // it could not tell whose it is.
    private const string WriteScript = """
        export LC_ALL=C
        umask 077
        cd || exit 1
        [ ! -r . ] || exec 8<.
        flock -w 10 8 2>/dev/null
        temp=
        trap '[ -z "$temp" ] || rm -rf -- "$temp"' EXIT
        trap 'exit 1' HUP INT TERM
        fail() { printf 'pigen: %s\n' "$1" >&2; exit 1; }
        check() {
          if [ "$was" = none ]; then
            [ ! -e "$real" ] || fail "$path is there by now"
          else
            [ -f "$real" ] && [ "$(sha256sum <"$real" | cut -d ' ' -f 1)" = "$was" ] || fail "$path was changed meanwhile"
            [ -O "$real" ] || fail "$path belongs to another user"
          fi
        }
        write() { printf %s "$new" | base64 -d >"$1" && sync "$1"; }
        place() {
          temp=$(mktemp "$real.pigen-new.XXXXXXXXXX") || exit 1
          [ "$was" = none ] || cp -p -- "$real" "$temp" || exit 1
          write "$temp" && mv -f -- "$temp" "$real" || fail "$path cannot be written"
          temp=
        }
        place_folder() {
          temp=$(mktemp -d "$folder.pigen-new.XXXXXXXXXX") || exit 1
          write "$temp/$name" && mv -- "$temp" "$folder" && [ -f "$path" ] || fail "$path cannot be written"
          temp=
        }
        take_folder() {
          gone=$(mktemp -u "$folder.pigen-new.XXXXXXXXXX") && mv -- "$folder" "$gone" || exit 1
          rm -f -- "$gone/$name" && rmdir -- "$gone" || fail "$gone cannot be removed"
        }
        while read -r path was new; do
          folder=${path%/*} name=${path##*/}
          if [ "$was" = none ] && [ ! -e "$folder" ]; then
            case $new in -*) ;; *) place_folder ;; esac
            sync .
            continue
          fi
          real=$(readlink -f -- "$path") || fail "$path leads nowhere"
          check
          case $new in
          -/) if [ ! -L "$folder" ] && [ "$(ls -A -- "$folder")" = "$name" ]; then take_folder; else rm -f -- "$path"; fi ;;
          -) rm -f -- "$path" ;;
          *) place ;;
          esac || exit 1
          if [ -d "$folder" ]; then sync "${real%/*}"; else sync .; fi
        done
        exit 0
        """;

    /// <param name="paths">Relative to the home.</param>
    public static RemoteCommand Read(params IEnumerable<string> paths) => new(["sh", "-c", ReadScript, "sh", .. paths]);

    /// <summary>Makes the changes in their order, up to the first that cannot be made: since it was read, the file was changed.</summary>
    public static RemoteCommand Write(IEnumerable<HomeFileChange> changes) =>
        new(["sh", "-c", WriteScript]) { Input = Encoding.ASCII.GetBytes(string.Concat(changes.Select(LineOf))) };

    /// <summary>What <see cref="Read"/> printed, in the order of the paths; null for what is there and is no file. None, if it is not that.</summary>
    public static IReadOnlyList<HomeFile?> TryParse(IReadOnlyList<string> answer)
    {
        var files = new List<HomeFile?>();
        for (var i = 0; i < answer.Count; )
        {
            // A login shell may have greeted before.
            if (answer[i++].Split(' ', 2) is not [var kind and ("folder" or "file" or "other" or "none"), var path])
            {
                continue;
            }
            var lines = answer.Skip(i).TakeWhile(line => !line.Contains(' ')).ToArray();
            i += lines.Length;
            var content = kind == "file" ? TryDecode(lines) : null;
            if (kind == "file" && content is null)
            {
                return [];
            }
            files.Add(kind is "folder" or "other" ? null : new(path, content));
        }
        return files;
    }

    private static ImmutableArray<byte>? TryDecode(string[] lines)
    {
        var text = string.Concat(lines);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? [.. bytes.AsSpan(0, length)] : null;
    }

    private static string LineOf(HomeFileChange change) => $"{change.Path} {WasOf(change)} {BecomesOf(change)}\n";

    private static string BecomesOf(HomeFileChange change) =>
        change.Becomes is { } bytes ? Convert.ToBase64String(bytes.AsSpan())
        : change.TakesFolder ? "-/"
        : "-";

    private static string WasOf(HomeFileChange change) =>
        change.Was is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan())) : "none";
}
