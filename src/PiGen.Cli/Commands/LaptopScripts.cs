using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Commands;

/// <summary>What runs on another laptop, for any POSIX shell. All values come as arguments or on standard input.</summary>
internal static class LaptopScripts
{
    /// <summary>Begins each line that is an answer: a login shell may greet first.</summary>
    public const string Sign = "pigen ";

    /// <summary>The home folder as ssh knows it.</summary>
    public const string Home = """
        home=$(ssh -G -T -F none -o 'ControlPath=~/.pigen' -- localhost | sed -n 's/^controlpath //p') || exit 1
        printf 'pigen home %s\n' "${home%/.pigen}"
        """;

    /// <summary>Of each path: kind; whether it is the person's own, can be written, lies in a folder that can; how many names; the real path.</summary>
    public const string Look = """
        for path; do
            real=$path
            [ ! -L "$path" ] || real=$(readlink -f -- "$path") || real=$path
            if [ -d "$real" ]; then kind=Folder
            elif [ -f "$real" ]; then kind=File
            elif [ -e "$real" ]; then kind=Other
            elif [ -L "$path" ]; then kind=BrokenLink
            else kind=None; fi
            own=- write=- above=- folder=${real%/*}
            [ ! -O "$real" ] || own=o
            [ ! -w "$real" ] || write=w
            while [ ! -d "${folder:-/}" ]; do folder=${folder%/*}; done
            [ ! -w "${folder:-/}" ] || above=a
            names=$(ls -ldn -- "$real" 2>/dev/null | { read -r _ names _ && echo "$names"; }) || names=1
            printf 'pigen %s %s%s%s %s %s\n' "$kind" "$own" "$write" "$above" "$names" "$real"
        done
        """;

    /// <summary>The names in each folder, <c>FOLDER//NAME</c>.</summary>
    public const string Entries = """
        for folder; do
            for entry in "$folder"/* "$folder"/.*; do
                name=${entry##*/}
                case $name in . | ..) continue ;; esac
                { [ ! -e "$entry" ] && [ ! -L "$entry" ]; } || printf 'pigen %s//%s\n' "${folder%/}" "$name"
            done
        done
        """;

    /// <summary>Those of the paths that are there.</summary>
    public const string There = """
        for path; do
            [ ! -e "$path" ] || printf 'pigen %s\n' "$path"
        done
        """;

    /// <summary>
    /// Answers for the names on standard input, by their numbers. Its arguments are the stage, the folder that it is to be
    /// for a while, and options of ssh.
    /// </summary>
    public const string Ask = """
        stage=$1 folder=$2
        shift 2
        trap 'rm -f -- "$folder"' EXIT
        trap 'exit 1' HUP INT PIPE TERM
        ln -s -- "$stage" "$folder" || exit 1
        jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || jobs=1
        count=0
        while IFS= read -r name; do
            printf '%s %s\n' "$count" "$name" >>"$stage/names.$((count % jobs))"
            count=$((count + 1))
        done
        for names in "$stage"/names.*; do
            while read -r number name; do
                code=0
                ssh -G -T "$@" -- "$name" 2>"$names.error" </dev/null || code=$?
                printf 'pigen answer %s %s ' "$number" "$code"
                tail -n 1 "$names.error"
                echo
            done <"$names" >"$names.answers" &
        done
        wait
        echo pigen begin
        cat "$stage"/names.*.answers
        """;

    /// <summary>
    /// Does steps, all or none: the stage, then eight words for each. Sums stand for what is expected and for what was written.
    /// It goes on to its end when the connection is lost.
    /// </summary>
    public const string Do =
        HomeFileScript.Functions
        + """
            trap '' HUP INT PIPE TERM
            trap unlock EXIT
            words=8 placed=
            forth() {
              case $1 in
              Lock)
                at=$2
                [ -z "$3" ] || alone "$2" || at=$3
                lock "$at" 0 || { code=$?; [ "$code" -eq 75 ] || echo "$at cannot be written" >&2; return "$code"; }
                ;;
              Expect) has "$2" "$4" || { changed=${3:-$2} && return 76; } ;;
              ExpectClusters) [ "$(clusters "$2" | sum /dev/stdin)" = "$4" ] || { changed=$2 && return 76; } ;;
              MakeFolder) mkdir -- "$2" ;;
              Write)
                fresh "$2" "$7" && cat -- "$stage/$6" >"$2" && { [ -n "$7" ] || chmod "$8" -- "$2"; } &&
                  { sync -- "$2" 2>/dev/null || sync; } || { rm -f -- "$2"; return 1; }
                ;;
              Replace) changed=$3 && place "$2" "$3" "$4" "$5" && placed=yes ;;
              Take) changed=$2 && take "$2" "$3" "$4" && placed=yes ;;
              Rename) has "$3" none && mv -- "$2" "$3" ;;
              Delete) rm -f -- "$2" && over=$placed ;;
              RemoveFolder) rmdir -- "$2" 2>/dev/null || : ;;
              TakeFolder) take_folder "$2" "$3" || { over=yes && return 1; } ;;
              esac
            }
            back() {
              case $1 in
              MakeFolder) rmdir -- "$2" 2>/dev/null || : ;;
              Write) rm -f -- "$2" ;;
              Replace) if [ "$4" = none ]; then move "$3" "$2"; else put_back "$2" "$3" "$5"; fi ;;
              Take) move "$3" "$2" ;;
              Rename) take_folder "$3" "$2" && rm -f -- "$3/.pigen-made" ;;
              esac
            }
            # Nobody else can put a lock of their own there, and hold that.
            alone() { [ -O "$1" ] && case $(ls -ldn -- "$1/.") in d????-??-*) ;; *) false ;; esac; }
            clusters() {
              for entry in "$1"/pigen-*.conf; do [ ! -e "$entry" ] || printf '%s\n' "${entry##*/}"; done
            }
            take_folder() {
              only "$1" .pigen-made && has "$2" none && mv -- "$1" "$2" 2>/dev/null || return 0
              ! only "$2" .pigen-made || rm -f -- "$2/.pigen-made" "$2/.pigen-lock"
              rmdir -- "$2" 2>/dev/null || { has "$1" none && mv -- "$2" "$1"; } || {
                why="$1 is there again: what somebody wrote into the one before is in $2"
                return 1
              }
            }
            stage=$1
            shift
            steps "$@" || {
              code=$?
              [ -z "$why" ] || printf '%s\n' "$why" >&2
              printf 'pigen changed %s\n' "$changed"
              [ -z "$kept" ] || printf 'pigen kept %s\n' "$kept"
              [ -n "$over" ] || printf 'pigen nothing done\n'
              exit "$code"
            }
            """;
}

/// <summary>What a laptop's shell says of a path.</summary>
internal sealed record FoundPath(
    LaptopFileKind Kind,
    bool IsOwn,
    bool CanBeWritten,
    bool LiesInWritable,
    int Names,
    string RealPath
)
{
    /// <param name="line"><c>File ow- 1 /home/anthony/.ssh/config</c>; null for anything else.</param>
    public static FoundPath? TryParse(string line) =>
        line.Split(' ', 4) is [var kind, { Length: 3 } flags, var names, { Length: > 0 } real]
        && Enum.GetNames<LaptopFileKind>().Contains(kind, StringComparer.Ordinal)
        && int.TryParse(names, CultureInfo.InvariantCulture, out var count)
            ? new(Enum.Parse<LaptopFileKind>(kind), flags[0] == 'o', flags[1] == 'w', flags[2] == 'a', count, real)
            : null;

    /// <param name="file">Null unless it is a plain file.</param>
    public LaptopFile With(string path, RemoteFile? file) =>
        file is { Kind: RemoteFileKind.File }
            ? new(path, RealPath, Kind, file.Mode, file.Content, ObstacleOf(file.Mode)) { Names = Names }
            : new(
                path,
                RealPath,
                Kind == LaptopFileKind.File ? LaptopFileKind.Unreadable : Kind,
                UnixFileMode.None,
                default,
                LiesInWritable ? LaptopObstacle.None : LaptopObstacle.ReadOnlyFolder
            );

    private LaptopObstacle ObstacleOf(UnixFileMode mode) =>
        !IsOwn ? LaptopObstacle.Foreign
        : !CanBeWritten || (mode & UnixFileMode.UserWrite) == 0 ? LaptopObstacle.ReadOnly
        : !LiesInWritable ? LaptopObstacle.ReadOnlyFolder
        : LaptopObstacle.None;
}

/// <summary>Puts the lines of many answers together again.</summary>
internal sealed class AnswerLines(int count)
{
    private const string Begin = "pigen begin";
    private const string End = "pigen answer ";

    private readonly SshAnswer?[] _answers = new SshAnswer?[count];
    private readonly List<string> _lines = [];

    public void Take(string line)
    {
        if (line == Begin)
        {
            _lines.Clear();
            return;
        }
        if (!line.StartsWith(End, StringComparison.Ordinal))
        {
            _lines.Add(line);
            return;
        }
        var words = line[End.Length..].Split(' ', 3);
        var settings = _lines.Where(one => one.Length > 0).Select(one => one + "\n");
        if (
            words.Length == 3
            && TryNumber(words[0]) is { } number
            && TryNumber(words[1]) is { } code
            && number < _answers.Length
        )
        {
            _answers[number] = new(code, string.Concat(settings), words[2]);
        }
        _lines.Clear();
    }

    /// <summary>Null if one is missing.</summary>
    public ImmutableArray<SshAnswer>? All() => _answers.Contains(null) ? null : [.. _answers.OfType<SshAnswer>()];

    private static int? TryNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
