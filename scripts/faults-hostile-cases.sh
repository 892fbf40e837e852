# The cases of scripts/faults-hostile, which sources this. Each prints what is bad, one line a word,
# behind the name of its trial.
# shellcheck shell=bash disable=SC2154  # What the driver set: here, there, user, place, status.

hostile_names() {
  local long
  long=$(printf 'n%.0s' {1..251})
  printf '%s\0' $'new\nline.jpg' $'\e[31mred\e[0m.jpg' $'\e]0;title\a.jpg' $'bell\a.jpg' \
    $'\xff\xfe.jpg' $'\x9b31m.jpg' $'c1\xc2\x9b31m.jpg' "$long.jpg" -rf.jpg --delete.jpg ..jpg \
    ...jpg %00.jpg %2e%2e%2fx.jpg $'\u202egpj.exe.jpg' $'\u2028.jpg' CON.jpg NUL.jpg COM1.jpg \
    'end .jpg' 'back\slash.jpg' '*?.jpg' '$(touch pwned).jpg' '`id`.jpg' '~.jpg' 'a:b.jpg' \
    '{yyyy}.jpg' $'tab\t.jpg' $'cr\r.jpg' "quote'\".jpg" $'\xed\xa0\x80.jpg' ' .jpg' 'a.jpg.' \
    .hidden.jpg $'\xf0\x9f\x93\xb7.jpg'
}

# Every file of the source, with its size and time.
tree() { find "$src" -type f -printf '%P %s %T@\0' | sort -z; }

case_names() {
  local options name folder
  for options in '' '--copy' '--name {yyyy}-{stem}' '--json' '--dry-run' '--albums links'; do
    trial "$options"
    fresh
    for folder in "$src" "$src/"$'\e[2Jdir\n' "$src/-o" "$src/"$'\xff'; do
      mkdir -p "$folder"
      while IFS= read -r -d '' name; do photo_at "$folder/$name"; done < <(hostile_names)
    done
    takeout
    ready
    tree > "$here/tree"
    [[ $options == --copy ]] && copying=yes || copying=
    # shellcheck disable=SC2086  # Words.
    { picsort -s "$src" -o "$out" $options; expect; } | bad
    [[ $options == --dry-run ]] && continue
    { picsort verify --full "$out"; picsort undo "$out"; copying= expect 0; } | bad
    tree | cmp -s - "$here/tree" || echo NOT-UNDONE | bad
  done
  copying=
}

# What Google's notes call their photos and albums is hostile as well.
takeout() {
  local album=$src/Takeout/Photos/Album
  mkdir -p "$album"
  photo_at "$album/x.jpg"
  printf '{"title":"../../../foreign/evil\\u001b[31m\\n","description":""}' > "$album/metadata.json"
  printf '{"title":"../../../foreign/victim.jpg","photoTakenTime":{"timestamp":"1577836800"}}' \
    > "$album/x.jpg.json"
}

case_trees() {
  local mode=move
  for mode in '' --copy; do
    trial "$mode"
    fresh
    photo_at "$src/plain.jpg"
    ln -s "$foreign/victim.jpg" "$src/link.jpg"
    ln -s "$foreign" "$src/link"
    ln -s . "$src/loop"
    ln -s nowhere "$src/dangling.jpg"
    mkfifo "$src/pipe.jpg"
    if [[ $(id -u) == 0 ]]; then mknod "$src/null.jpg" c 1 3; mknod "$src/disk.jpg" b 7 200; fi
    python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' \
      "$src/socket.jpg" 2> /dev/null
    mkdir "$src/folder.jpg" && photo_at "$src/folder.jpg/inside.jpg"
    photo_at "$src/one.jpg" && ln "$src/one.jpg" "$src/other.jpg"
    photo_at "$src/big.jpg" && truncate -s 200M "$src/big.jpg"
    : > "$src/empty.jpg"
    mkdir "$src/locked" && photo_at "$src/locked/in.jpg" && chmod 000 "$src/locked"
    photo_at "$src/unreadable.jpg" && chmod 000 "$src/unreadable.jpg"
    mkdir "$src/fixed" && photo_at "$src/fixed/in.jpg" && chmod 555 "$src/fixed"
    ready
    # Out of a folder that nobody may write to, a move across file systems ends as a copy and says
    # so.
    [[ $mode == --copy || $user$place == nobodycross ]] && copying=yes || copying=
    # shellcheck disable=SC2086
    {
      picsort -s "$src" -o "$out" $mode
      [[ $user == nobody && $status != 1 || $user == root && $status != 0 ]] &&
        echo "STATUS=$status"
      expect
      [[ -p $src/pipe.jpg && -L $src/link.jpg && -L $src/loop ]] || echo LOST
      # Once more: what could not be done is still there and still said.
      picsort -s "$src" -o "$out" $mode
      expect
    } | bad
  done
  copying=
}

# A folder that the sorting wants is a link to somebody else's.
case_links() {
  local name mode
  for name in 11.2024 10.2024 Undated Duplicates Albums; do
    for mode in '' '--copy' '--duplicates quarantine' '--albums links'; do
      trial "$name $mode"
      fresh
      cp -a "$here/all/." "$src/"
      ln -s "$foreign" "$out/$name"
      ln -s ../../work/foreign "$out/07.2024"
      ready
      [[ $mode == --copy ]] && copying=yes || copying=
      # shellcheck disable=SC2086
      { picsort -s "$src" -o "$out" $mode; expect; picsort undo "$out"; copying=yes expect; } | bad
    done
  done
  copying=
}

# A file or folder of picsort's own is a link to somebody else's, or is somebody else's by a link.
case_state-links() {
  local name kind
  for name in .picsort .picsort/{tmp,history,lock,state.jsonl,state.jsonl.new,catalog.jsonl} \
    .picsort/{catalog.jsonl.new,albums.json,albums.json.new}; do
    for kind in soft dangling file folder; do
      trial "$name $kind"
      fresh
      cp -a "$here/all/." "$src/"
      mkdir -p "$(dirname "$out/$name")"
      chmod 700 "$out/.picsort" 2> /dev/null
      case $kind in
        soft)
          [[ $name == .picsort || $name == *tmp || $name == *history ]] &&
            ln -s "$foreign" "$out/$name" || ln -s "$foreign/victim.jpg" "$out/$name"
          ;;
        dangling) ln -s "$foreign/new" "$out/$name" ;;
        file) echo 'not a journal' > "$out/$name" ;;
        folder) mkdir -p "$out/$name/full/of" ;;
      esac
      ready
      {
        picsort -s "$src" -o "$out" --albums list; expect
        picsort --resume -o "$out"; expect
        picsort undo "$out"; expect
      } | bad
    done
  done
}

# From a line of a journal, a file's number and its path.
file_of_line='s/^{"type":"file","file":\([0-9]*\),"path":"\([^"%\\]*\)".*/\1\t\2/p'

# Every temporary name that a run would use is taken before it does.
case_temporary() {
  [[ $place == cross ]] || return 0
  local kind operation journal number path
  for kind in soft dangling hard file folder pipe; do
    for call in fsync renameat2 write; do
      trial "$kind $call"
      fresh
      cp -a "$here/all/." "$src/"
      ready
      kill_at "$call" 30
      journal=$out/.picsort/state.jsonl
      operation=$(sed -n '1s/.*"operation":"\([^"]\{8\}\).*/\1/p' "$journal")
      while IFS=$'\t' read -r number path; do
        name=$out/.picsort/tmp/$operation-$number.${path##*/}
        rm -rf "$name"
        case $kind in
          soft) ln -s "$foreign/victim.jpg" "$name" ;;
          dangling) ln -s "$foreign/new" "$name" ;;
          hard) ln "$there/stranger" "$name" ;;
          file) echo planted > "$name" ;;
          folder) mkdir -p "$name/full" ;;
          pipe) mkfifo "$name" ;;
        esac
      done < <(sed -n "$file_of_line" "$journal")
      [[ $user == nobody ]] && chown -hR 65534 "$out/.picsort"
      {
        picsort --resume -o "$out"; expect
        picsort -s "$src" -o "$out"; expect
        [[ $(cat "$there/stranger") == stranger && ! -e $foreign/new ]] || echo FOREIGN
      } | bad
    done
  done
}

# kill_at CALL NUMBER: a run that is killed there; where strace is missing, one that is not.
kill_at() {
  echo stranger > "$there/stranger"
  mkdir -p "$here/work/data"
  command -v strace > /dev/null || return
  { XDG_DATA_HOME=$here/work/data strace -f -qq -o /dev/null \
    -e "inject=$1:signal=SIGKILL:when=$2" "$picsort" -s "$src" -o "$out" > /dev/null 2>&1; } \
    2> /dev/null
  [[ $user == nobody ]] && chown -hR 65534 "$here/work" "$there/work"
}

case_nested() {
  trial 'the source in the output'
  fresh
  out=$src/..
  case $place in cross) return 0 ;; esac
  mkdir "$here/work/o" && mv "$src" "$here/work/o/src" && src=$here/work/o/src out=$here/work/o
  cp -a "$here/all/." "$src/"
  roots=("$out")
  ready
  { picsort -s "$src" -o "$out"; expect 0; picsort -s "$src" -o "$out"; expect 0
    picsort undo "$out"; expect 0; } | bad

  trial 'the output in the source'
  fresh
  out=$src/out
  mkdir "$out" && cp -a "$here/all/." "$src/"
  roots=("$src")
  ready
  { picsort -s "$src" -o "$out"; expect 0; picsort -s "$src" -o "$out"; expect 0
    picsort undo "$out"; expect; } | bad

  trial 'one folder, by a link'
  fresh
  roots=("$src")
  ln -s src "$here/work/again"
  cp -a "$here/all/." "$src/"
  out=$here/work/again
  ready
  { picsort -s "$src" -o "$out"; expect 2; } | bad

  trial 'a source twice, and one in the other'
  fresh
  unset roots
  out=$here/work/out
  cp -a "$here/all/." "$src/"
  ready
  { picsort -s "$src" -s "$src/DCIM" -s "$src/." -o "$out"; expect; } | bad
}

# What may others read, with a umask that forbids nothing?
case_modes() {
  local mode
  for mode in '' '--copy' '--albums links'; do
    trial "umask 000 $mode"
    fresh
    cp -a "$here/all/." "$src/"
    rm -rf "$here/work/data"
    ready
    {
      umask 000
      [[ $place == cross && $user == root ]] && kill_at fsync 20
      # shellcheck disable=SC2086
      picsort -s "$src" -o "$out" $mode
      # shellcheck disable=SC2086
      picsort -s "$src" -o "$out" $mode --state-file "$out/.picsort/other.jsonl"
      picsort verify --full "$out"
      picsort undo "$out"
      find "$out/.picsort" "$here/work/data/PicSort" -type f ! -perm 600 -printf 'MODE %P %m\n'
      find "$out/.picsort" "$here/work/data/PicSort" -type d ! -perm 700 -printf 'MODE %P %m\n'
    } | bad
  done
  umask 022
}

case_absurd() {
  [[ $place == same ]] || return 0
  local memory=1500000 patience=120 folder name i

  trial 'a state file of 1 GB of zeros'
  fresh; photo_at "$src/a.jpg"; mkdir -m 700 "$out/.picsort"
  truncate -s 1G "$out/.picsort/state.jsonl"; ready
  { picsort -s "$src" -o "$out"; expect; } | bad

  trial 'a state file of one endless line'
  fresh; photo_at "$src/a.jpg"; mkdir -m 700 "$out/.picsort"
  head -c 300M /dev/zero | tr '\0' '{' > "$out/.picsort/state.jsonl"; ready
  { picsort -s "$src" -o "$out"; expect; picsort undo "$out"; } | bad

  trial 'a catalog of 1 GB of zeros'
  fresh; photo_at "$src/a.jpg"; mkdir -m 700 "$out/.picsort"
  truncate -s 1G "$out/.picsort/catalog.jsonl"; ready
  { picsort -s "$src" -o "$out"; expect; } | bad

  trial 'sidecars and photos of 300 MB of nothing'
  fresh; photo_at "$src/a.jpg"; photo_at "$src/b.jpg"
  # Of different sizes, because those of one size must be compared.
  i=300
  for name in a.jpg.json b.xmp c.jpg d.mov e.heic; do truncate -s "$((++i))M" "$src/$name"; done
  ready
  { picsort -s "$src" -o "$out"; expect; } | bad

  trial 'a JSON file of a million brackets'
  fresh; photo_at "$src/a.jpg"
  head -c 4M /dev/zero | tr '\0' '[' > "$src/a.jpg.json"; ready
  { picsort -s "$src" -o "$out"; expect; } | bad

  trial '60 folders deep, and deeper than a path can be'
  fresh; folder=$src
  for ((i = 0; i < 60; i++)); do folder+=/level-$i; done
  mkdir -p "$folder"; photo_at "$folder/deep.jpg"
  (cd "$folder" && for ((i = 0; i < 30; i++)); do
    n=$(printf 'd%.0s' {1..200}); mkdir "$n" && cd -P "$n" 2> /dev/null || break
  done; cat "$jpeg" > bottom.jpg) 2> /dev/null
  ready
  # What lies deeper than a path can be is beyond sha256sum, and not beyond picsort.
  {
    picsort -s "$src" -o "$out"
    expect_no_loss
    [[ -n $(find "$out" -name bottom.jpg) ]] || echo LOST
  } | bad

  if command -v zip > /dev/null; then
    trial 'an archive that holds a thousand times its size'
    fresh; photo_at "$src/a.jpg"
    { cat "$jpeg"; head -c 600M /dev/zero; } > "$here/work/bomb.jpg"
    (
      cd "$here/work" && for i in 1 2; do cp bomb.jpg "b$i.jpg"; done &&
        zip -q1 "$src/takeout-1.zip" b?.jpg
    )
    rm -f "$here/work/"b*.jpg
    ready
    { copying=yes; picsort -s "$src" -o "$out"; expect_no_loss; } | bad
  else
    echo 'hostile: archive bomb: skipped, no zip'
  fi

  trial '100,000 names in one folder'
  fresh
  (cd "$src" && head -c 4000000 /dev/urandom | split -b 40 -a 5 --additional-suffix=.jpg - n)
  ready
  { picsort -s "$src" -o "$out"; expect 0; } | bad
}
expect_no_loss() {
  contents > "$here/after"
  [[ -z $(comm -23 "$here/before" "$here/after") ]] || echo LOST
  stranger | cmp -s - "$here/stranger" || echo FOREIGN
}
