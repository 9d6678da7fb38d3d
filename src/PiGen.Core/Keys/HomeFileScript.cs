namespace PiGen.Core.Keys;

/// <summary>
/// Functions of a POSIX sh that exchange a person's files for others, for the scripts that do so on other hosts; GNU's tools,
/// busybox or macOS's are enough.
/// </summary>
public static class HomeFileScript
{
    /// <summary>Another pigen is at work.</summary>
    public const int Locked = 75;

    /// <summary>Something is not as it was.</summary>
    public const int Changed = 76;

    /// <summary>
    /// <c>lock FOLDER SECONDS</c>: its file can be opened by its owner alone, so that nobody else can hold it. What is
    /// in its place and is not such a file is no lock.
    /// <c>has FILE SUM</c>: SHA-256, or <c>none</c> for nothing at all.
    /// <c>only FOLDER FILE …</c>: nothing is in it but files of these names, if they are, and what PiGen uses for a moment.
    /// <c>fresh FILE MODEL</c>: a new file with the bytes, mode, group, access list and attributes of another, or for
    /// the person alone. The words are those of the failure.
    /// <c>place BESIDE FILE WAS IS</c>, <c>put_back BESIDE FILE IS</c>, <c>take FILE BESIDE WAS</c>: as LaptopDeed says.
    /// <c>steps WORD …</c>: all or none. The script says how many <c>words</c> each has, what it does, <c>forth</c>, what takes
    /// it back, <c>back</c>, and from when on nothing is, <c>over</c>.
    /// </summary>
    public const string Functions = """
        export LC_ALL=C
        umask 077
        lock() {
          command -v flock >/dev/null 2>&1 || return 0
          lock=$1/.pigen-lock tries=$2
          while :; do
            if has "$lock" none || { [ -O "$lock" ] && case $(ls -ld -- "$lock") in -rw-------*) ;; *) false ;; esac; }
            then :; else rm -f -- "$lock" 2>/dev/null; fi || { lock= && return 1; }
            { : >>"$lock"; } 2>/dev/null || { lock= && return 1; }
            exec 9>>"$lock"
            until flock -n 9; do
              [ "$tries" -gt 0 ] || { lock= && return 75; }
              tries=$((tries - 1))
              sleep 1
            done
            # Who held it may have taken it away just now.
            if [ ! -e /dev/fd/9 ] || [ "$lock" -ef /dev/fd/9 ]; then return 0; fi
          done
        }
        changed= kept= over= why=
        unlock() { [ -z "${lock-}" ] || rm -f -- "$lock"; }
        sum() { { sha256sum 2>/dev/null || shasum -a 256; } <"$1" | cut -c -64; }
        has() {
          if [ "$2" = none ]; then [ ! -e "$1" ] && [ ! -L "$1" ]; else
            [ ! -L "$1" ] && [ -f "$1" ] && [ "$(sum "$1")" = "$2" ]
          fi
        }
        only() {
          [ -d "$1" ] && [ ! -L "$1" ] || return 1
          inside=$1
          shift
          for entry in "$inside"/* "$inside"/.*; do
            case ${entry##*/} in . | .. | .pigen-lock | *.pigen-new.??????????) continue ;; esac
            for name; do [ "${entry##*/}" != "${name##*/}" ] || continue 2; done
            [ ! -e "$entry" ] && [ ! -L "$entry" ] || return 1
          done
        }
        rights() {
          ls -ldn -- "$1" | { read -r mode _ user group _ && printf '%s\n' "$mode $user $group"; }
          ! command -v getfattr >/dev/null 2>&1 || getfattr --absolute-names -d -m - -- "$1" 2>/dev/null | sed 1d
        }
        fresh() {
          rm -f -- "$1" || return 1
          if [ -z "$2" ]; then (set -C && : >"$1"); return; fi
          if cp --version >/dev/null 2>&1; then
            cp --preserve=mode,ownership,timestamps,xattr -- "$2" "$1"
          else
            cp -p -- "$2" "$1"
          fi || return 1
          [ "$(rights "$1")" = "$(rights "$2")" ] || {
            why="the group, access list or attributes of $2 cannot be kept"
            return 1
          }
        }
        # In one step where there is a way: mv of coreutils 9.5, or renameat2(2) by perl, which Debian always has.
        swap() {
          ! mv --exchange -T -- "$1" "$2" 2>/dev/null || return 0
          ! perl -MConfig -e '
            %number = ("x86_64", 316, "aarch64", 276, "arm", 382, "i686", 353);
            $number = $Config{archname} =~ /^(\w+)-linux-/ && $number{$1};
            exit !($number && !syscall($number, -100, $ARGV[0], -100, $ARGV[1], 2));
          ' -- "$1" "$2" 2>/dev/null || return 0
          ln -- "$2" "$1-old" && mv -f -- "$1" "$2" && mv -f -- "$1-old" "$1"
        }
        # An editor that has the file open writes it to the end: a lease, fcntl(2), is given when nobody does, and EAGAIN until then.
        settle() {
          perl -e '
            open FILE, "<", $ARGV[0];
            fcntl FILE, 10, 23;
            for (1..100) { last if fcntl(FILE, 1024, 0) or $! != 11; select undef, undef, undef, .005; }
          ' -- "$1" 2>/dev/null || :
        }
        came_out() { settle "$1" && has "$1" "$2"; }
        move() { ln -- "$1" "$2" 2>/dev/null && rm -f -- "$1" || { has "$2" none && mv -- "$1" "$2"; }; }
        place() {
          has "$2" "$3" || return 76
          if [ "$3" = none ]; then
            move "$1" "$2" || { has "$2" none || return 76; return 1; }
          else
            swap "$1" "$2" || { [ -e "$2" ] || return 76; return 1; }
            came_out "$1" "$3" || { put_back "$1" "$2" "$4"; return 76; }
          fi
        }
        put_back() {
          if has "$2" none; then move "$1" "$2"; return; fi
          swap "$1" "$2" || return
          ! came_out "$1" "$3" || return 0
          changed=$2 kept=$2.pigen-kept number=0
          until has "$kept" none; do number=$((number + 1)) kept=$2.pigen-kept.$number; done
          move "$1" "$kept"
        }
        # Each step takes itself back if one after it fails.
        steps() {
          [ $# -gt 0 ] || return 0
          forth "$@" || return
          others "$@" || {
            code=$?
            [ -n "$over" ] || back "$@" || over=yes
            return "$code"
          }
        }
        others() { shift "$words" && steps "$@"; }
        take() {
          has "$1" "$3" || return 76
          mv -- "$1" "$2" || return 1
          came_out "$2" "$3" || { move "$2" "$1"; return 76; }
        }

        """;
}
