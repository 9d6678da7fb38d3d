namespace PiGen.Cli.Ssh;

/// <summary>What runs on another laptop, for any POSIX shell. All values come as arguments or on standard input.</summary>
internal static class LaptopScripts
{
    /// <summary>Begins each line that is an answer: a login shell may greet first.</summary>
    public const string Sign = "pigen ";

    /// <summary>Another pigen is at work.</summary>
    public const int Locked = 75;

    /// <summary>Something is not as it was.</summary>
    public const int Changed = 76;

    /// <summary>The home folder as ssh knows it.</summary>
    public const string Home = """
        home=$(ssh -G -T -F none -o 'ControlPath=~/.pigen' -- localhost | sed -n 's/^controlpath //p') || exit 1
        printf 'pigen home %s\n' "${home%/.pigen}"
        """;

    /// <summary>Of each path: kind; whether it is the person's own, can be written, lies in a folder that can; the real path.</summary>
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
            printf 'pigen %s %s%s%s %s\n' "$kind" "$own" "$write" "$above" "$real"
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

    /// <summary>Does steps: the stage, then six words for each. It goes on to its end when the connection is lost.</summary>
    public const string Do = """
        set -eu
        umask 077
        trap '' HUP INT PIPE TERM
        stage=$1
        shift
        while [ $# -gt 0 ]; do
            deed=$1 path=$2 to=$3 content=$4 mode=$5 like=$6
            shift 6
            case $deed in
            Lock)
                if command -v flock >/dev/null 2>&1; then
                    lock=$path/.pigen-lock
                    exec 9>>"$lock"
                    flock -n 9 || exit 75
                    trap 'rm -f -- "$lock"' EXIT
                fi
                ;;
            Expect)
                if [ -n "$content" ]; then cmp -s -- "$stage/$content" "$path"; else [ ! -f "$path" ]; fi || {
                    printf 'pigen changed %s\n' "$path"
                    exit 76
                }
                ;;
            MakeFolder) mkdir -- "$path" ;;
            Write)
                rm -f -- "$path"
                if [ -n "$like" ]; then
                    cp -p -- "$like" "$path"
                    chmod u+w -- "$path"
                fi
                cat -- "$stage/$content" >"$path"
                chmod "$mode" -- "$path"
                sync -- "$path" 2>/dev/null || sync
                ;;
            Rename) mv -f -- "$path" "$to" ;;
            Delete) rm -f -- "$path" ;;
            RemoveFolder) rmdir -- "$path" 2>/dev/null || : ;;
            esac
        done
        """;
}
