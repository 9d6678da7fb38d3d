using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Core.Keys;

/// <summary>Files below a user's home on a host, read and written by that user alone: a POSIX sh, coreutils or busybox is enough.</summary>
public static class HomeFiles
{
    private const string LastLine = "end\n";

    // What a run has left that was killed is taken away, but not while another one writes. What another command has left is
    // for that one; a folder that somebody has written into is back where it was.
    private const string ReadScript =
        HomeFileScript.Functions
        + """
            cd || exit 1
            alone=
            alone() {
              [ -n "$alone" ] || { lock . 0 || { [ $? -eq 1 ] && lock .ssh 0; }; } && alone=${alone:-yes} || alone=no
              [ "$alone" = yes ]
            }
            sweep() {
              real=$1
              [ ! -L "$1" ] || real=$(readlink -f -- "$1") || return 0
              shift
              for left in "$real".pigen-new.*; do
                case $left in
                *.pigen-new.?????????? | *.pigen-new.??????????-old)
                  if { [ ! -O "$left" ] && [ ! -L "$left" ]; } || ! alone; then continue; fi
                  if [ -L "$left" ] || [ ! -d "$left" ] || only "$left" "$@"; then rm -rf -- "$left"
                  elif only "$left" authorized_keys authorized_keys.pigen || only "$left" known_hosts; then :
                  elif has "$real" none; then mv -- "$left" "$real"; fi
                  ;;
                esac
              done
            }
            trap unlock EXIT
            { [ ! -e .pigen-lock ] && [ ! -e .ssh/.pigen-lock ]; } || alone || :
            for path; do
              sweep "$path" "$@" && sweep "${path%/*}" "$@"
              if [ -d "$path" ]; then printf 'folder %s\n' "$path"
              elif [ -f "$path" ]; then
                ls -ldnL -- "$path" | { read -r _ names _ && printf 'names %s %s\n' "$names" "$path"; }
                printf 'file %s\n' "$path" && base64 <"$path" || exit 1
              elif [ -e "$path" ]; then printf 'other %s\n' "$path"
              else printf 'none %s\n' "$path"
              fi
            done
            """;

    // A line each: path, what it was (SHA-256, or a word), what it becomes in base64 (- for nothing, -/ if its folder goes
    // as well); and a last one, without which the connection has cut the others short. All are prepared first, then all are
    // done, or none. A link is followed, and what it leads to is exchanged in its own folder; another's file is left alone,
    // for the exchange would make it the user's. A folder comes with its first file and goes with its last, so that it is
    // never there without them: who finds it could not tell whose it is.
    private const string WriteScript =
        HomeFileScript.Functions
        + """
            cd || exit 1
            words=6 temps= looks= came= arrived= gone= complete=
            clear() {
              unlock
              printf %s "$temps" | while IFS= read -r left; do rm -rf -- "$left"; done
            }
            trap clear EXIT
            trap 'exit 1' HUP INT TERM
            fail() { printf 'pigen: %s\n' "$1" >&2; exit 1; }
            lock . 10 || { [ $? -eq 1 ] && { lock .ssh 10 || [ $? -eq 1 ]; }; } ||
              fail 'another pigen is at work here: it holds .pigen-lock'
            named() {
              beside=$(mktemp "$@") || fail "$path cannot be written"
              temps=$temps$beside'
            '
            }
            check() {
              [ ! -L "$path" ] || [ -e "$path" ] || fail "$path is a link that leads to nothing"
              if [ "$was" = none ]; then has "$real" none || fail "$path is there by now"; return; fi
              has "$real" "$was" || fail "$path was changed meanwhile"
              [ -O "$real" ] || fail "$path belongs to another user"
              case $(ls -ld -- "$real") in -?w*) ;; *) fail "$path is read-only" ;; esac
            }
            write() {
              fresh "$1" "$2" && printf %s "$new" | base64 -d >"$1" && { sync "$1" 2>/dev/null || sync; } ||
                fail "$path cannot be written${why:+: $why}"
            }
            while read -r path was new; do
              folder=${path%/*} name=${path##*/}
              if [ "$path" = end ]; then complete=yes; continue; fi
              if [ "$was" = none ] && has "$folder" none; then
                if [ "$came" != "$folder" ]; then
                  named -d "$folder.pigen-new.XXXXXXXXXX"
                  came=$folder coming=$beside
                  set -- "$@" Come "$path" "$folder" "$coming" "$name" -
                fi
                write "$coming/$name" ''
                arrived=$arrived"$path $(sum "$coming/$name")
            "
                continue
              fi
              real=$(readlink -f -- "$path") || fail "$path is a link that leads nowhere"
              check
              # Who made a link of it keeps the file that it leads to.
              if [ -L "$path" ]; then case $new in -*) new= ;; esac; fi
              case $new in
              -*)
                named -u "$real.pigen-new.XXXXXXXXXX"
                take=Take
                [ "$new" = - ] || [ -L "$folder" ] || take=Go
                set -- "$@" "$take" "$path" "$real" "$beside" "$was" "$folder"
                ;;
              *)
                named "$real.pigen-new.XXXXXXXXXX"
                model=$real
                [ "$was" != none ] || model=
                write "$beside" "$model"
                set -- "$@" Replace "$path" "$real" "$beside" "$was" "$(sum "$beside")"
                ;;
              esac
              [ "$was" = none ] || looks=$looks"$was $beside
            "
            done
            [ -n "$complete" ] || exit 1
            [ $# -eq 0 ] || set -- "$@" Look - - - - -
            forth() {
              changed=$2
              case $1 in
              Come) has "$3" none || return 76; mv -- "$4" "$3" && [ -f "$3/$5" ] ;;
              Replace) place "$4" "$3" "$5" "$6" ;;
              Take) take "$3" "$4" "$5" ;;
              Look)
                while IFS=' ' read -r was beside; do
                  [ ! -e "$beside" ] || has "$beside" "$was" || { changed=${beside%.pigen-new.*}; return 76; }
                done <<END
            $looks
            END
                ;;
              Go) go "$@" ;;
              esac
            }
            # A folder that came is the user's from then on, who may have written something into it.
            leave() {
              printf %s "$arrived" | while read -r path was; do
                case $path in "$1"/*) ! has "$path" "$was" || rm -f -- "$path" ;; esac
              done
              rmdir -- "$1" 2>/dev/null || :
            }
            # The folder as a whole, if nothing else is in there by then.
            go() {
              went=$6.pigen-new.${4##*.}
              if only "$6" "$2" && mv -- "$6" "$went"; then
                if only "$went" "$2" && has "$went/${2##*/}" "$5"; then gone=$gone$went/${2##*/}'
            '; return 0; fi
                mv -- "$went" "$6" || return 1
              fi
              take "$3" "$4" "$5"
            }
            back() {
              case $1 in
              Come) leave "$3" ;;
              Replace) if [ "$5" = none ]; then move "$3" "$4"; else put_back "$4" "$3" "$6"; fi ;;
              Take) move "$4" "$3" ;;
              Go) if [ -e "$4" ]; then move "$4" "$3"; else mv -- "$6.pigen-new.${4##*.}" "$6"; fi ;;
              esac
            }
            trap '' HUP INT TERM PIPE
            steps "$@" || {
              code=$?
              # What was there before may lie beside.
              [ -z "$over" ] || { temps= && fail "$changed cannot be written, and what was done before could not be taken back"; }
              [ -z "$kept" ] || fail "$changed was changed meanwhile, twice: the second change is in $kept"
              [ "$code" -ne 76 ] || fail "$changed was changed meanwhile"
              fail "$changed cannot be written"
            }
            printf %s "$gone" | while IFS= read -r file; do
              went=${file%/*} folder=${went%.pigen-new.*}
              rm -f -- "$file" "$went"/*.pigen-new.??????????
              rmdir -- "$went" 2>/dev/null || { has "$folder" none && mv -- "$went" "$folder"; } || fail "$went cannot be removed"
            done || exit 1
            sync .
            exit 0
            """;

    /// <param name="paths">Relative to the home.</param>
    public static RemoteCommand Read(params IEnumerable<string> paths) => new(["sh", "-c", ReadScript, "sh", .. paths]);

    /// <summary>Makes the changes in their order: all or, if one cannot be made, none.</summary>
    public static RemoteCommand Write(IEnumerable<HomeFileChange> changes)
    {
        var lines = changes.Where(change => !change.IsNothing).Select(LineOf).Append(LastLine);
        return new(["sh", "-c", WriteScript]) { Input = Encoding.ASCII.GetBytes(string.Concat(lines)) };
    }

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

    /// <summary>How many names a file has, in what <see cref="Read"/> printed.</summary>
    public static int NamesOf(IReadOnlyList<string> answer, string path) =>
        answer
            .Select(line => line.Split(' ', 3))
            .Where(words => words is ["names", _, var named] && named == path)
            .Select(words => int.TryParse(words[1], CultureInfo.InvariantCulture, out var names) ? names : 1)
            .FirstOrDefault(1);

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
