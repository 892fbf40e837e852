# The parts that time whole runs: move, growth, copy, slow; scripts/bench sources this.
# shellcheck shell=bash disable=SC2154,SC2034  # What the driver and bench-tables.sh set.

# --- move

part_move() {
  say 'A new tree of hard links for each run, warm cache, the whole process. The floor is a C' \
    'program that walks, looks at each file, opens it, reads 64 KiB, renames it without replacing,' \
    'writes a line into a journal and flushes that once a second; `floor 4 KiB` reads 4 KiB only.' \
    'jhead moves JPEGs only (one file in ten stays), ExifTool what Exif dates; neither keeps a' \
    'journal or looks for duplicates, which picsort does in these runs. Files of 200 KB have each a' \
    'length of their own, as photos mostly have, but for two copies in a hundred. Those of 16 KB fall' \
    'on 4,000 lengths, so that a checksum of their beginnings tells them apart.'
  move_case 10000 200000 "$runs" jhead exiftool
  move_case 100000 16000 $(((runs + 1) / 2)) jhead
}

# move_case FILES BYTES ROUNDS PEER...
move_case() {
  local files count=$3 tools=('floor' 'floor 4 KiB' picsort) what
  files=$(scaled "$1")
  # Of real photos hardly two have one length. Where files are small, many must have.
  local lengths=()
  (($2 < 100000)) || lengths=(--distinct)
  library "move-$files-$2" --files "$files" --bytes "$2" ${lengths[@]+"${lengths[@]}"}
  what="$(grouped "$files") files of $(calculate "$2 / 1000" 0) KB"
  begin_case "$files-$2"
  local peer
  for peer in "${@:4}"; do
    if has "$peer"; then tools+=("$peer"); else skipped "$peer" 'not installed'; fi
  done
  # Swift's default, which `make run` builds: how much the flags of a release matter.
  [[ $symbols -ef $picsort ]] || tools+=('picsort, plain build')
  take_turns "$count" move_trial "${tools[@]}"
  say "$what:"
  times floor
  promise_ratio "move, $what: picsort / floor" '<=' 1.5 picsort floor
  promise_ratio "move, $what, CPU: picsort / floor" '<=' 1.5 picsort floor cpu
  if [[ " ${tools[*]} " == *' jhead '* ]]; then
    if (($1 >= 100000)); then
      promise_ratio "move, $what: jhead / picsort" '>=' 1 jhead picsort
    else
      promise_ratio "move, $what: jhead / picsort" - 0 jhead picsort
    fi
  fi
  if [[ " ${tools[*]} " == *' exiftool '* ]]; then
    promise_ratio "move, $what: ExifTool / picsort" '>=' 60 exiftool picsort
  fi
}

move_trial() {
  # ExifTool takes a minute; two rounds tell enough of what is sixty times slower.
  [[ $1 == exiftool ]] && ((round > 2)) && return
  fresh_tree
  case $1 in
    floor) measure "$1" "$floor" "$tree" "$sorted" ;;
    'floor 4 KiB') measure "$1" "$floor" --read 4096 "$tree" "$sorted" ;;
    picsort) measure "$1" "$picsort" -q -s "$tree" -o "$sorted" ;;
    'picsort, plain build') measure "$1" "$symbols" -q -s "$tree" -o "$sorted" ;;
    jhead)
      # The words are for the inner shell.
      # shellcheck disable=SC2016
      measure "$1" bash -c 'find "$1" -iname "*.jpg" -print0 | xargs -0 jhead -q "-n$2/%m.%Y/%f"' \
        - "$tree" "$sorted"
      ;;
    exiftool)
      measure "$1" exiftool -q -q -r -fast2 '-Directory<DateTimeOriginal' -d "$sorted/%m.%Y" "$tree"
      ;;
  esac
  note "$(count_sorted)"
}

# --- growth

part_growth() {
  local few many
  few=$(grouped "$(scaled 100000)") many=$(grouped "$(scaled 1000000)")
  say 'Files of 2 KB without copies, which fall on 500 lengths: harder to tell apart than photos. One' \
    'round is both sizes with both tools. Peak memory is the largest of all rounds.'
  begin_case sizes
  take_turns $(((runs + 1) / 2)) growth_trial \
    "floor $few" "picsort $few" "floor $many" "picsort $many"
  times "floor $few"
  promise_ratio "$few to $many files: time" '<=' 11 "picsort $many" "picsort $few"
  promise_ratio "$few to $many files: time of the floor" - 0 "floor $many" "floor $few"
  growth_memory "$few" "$many"
  growth_resume "${many//,/}"
}

growth_trial() { # "TOOL FILES"
  local files=${1#* }
  files=${files//,/}
  library "growth-$files" --files "$files" --bytes 2000 --copies 0
  fresh_tree
  case $1 in
    floor*) measure "$1" "$floor" "$tree" "$sorted" ;;
    picsort*) measure "$1" "$picsort" -q -s "$tree" -o "$sorted" ;;
  esac
  note "$(count_sorted)"
}

growth_memory() { # FEW MANY
  local low high
  low=$(statistics -v mode=peak -v a="picsort $1")
  high=$(statistics -v mode=peak -v a="picsort $2")
  promise "peak memory at $1 files, MiB" '<=' 64 "$(calculate "$low / 1024" 1)"
  promise 'bytes of memory for each file beyond' '<=' 400 \
    "$(calculate "($high - $low) * 1024 / (${2//,/} - ${1//,/})" 0)"
}

# A run that is killed before the move behind nine tenths of its files; how long another one takes
# from its start to its first move, and is killed there, so that the next one finds the same.
growth_resume() { # FILES
  local done=$(($1 * 9 / 10))
  library "growth-$1" --files "$1" --bytes 2000 --copies 0
  fresh_tree
  killed_run $((done + 1))
  if (($(count_sorted) != done)); then
    skipped 'going on with a killed run' 'this program cannot be stopped at a given move'
    return
  fi
  begin_case resume
  take_turns "$runs" resume_trial 'anchor' 'picsort, to its first move'
  say "A run of $(grouped "$1") files killed by SIGKILL before move $(grouped $((done + 1)))," \
    'then gone on with, and timed to its first move. The anchor counts the lines of the journal' \
    "and looks at each of the $(grouped $(($1 - done))) files that are left." \
    "The journal is $(calculate "$(stat -c %s "$sorted/.picsort/state.jsonl") / 1e6" 0) MB."
  times anchor
  promise_ratio "going on at $(grouped "$done") of $(grouped "$1"): first move / anchor" '<' 3 \
    'picsort, to its first move' anchor
}

resume_trial() {
  case $1 in
    anchor) measure "$1" "$anchors" left "$sorted/.picsort/state.jsonl" "$tree" ;;
    *)
      measure "$1" env KILL_AT=1 LD_PRELOAD="$work/killat.so" \
        "$picsort" -q -s "$tree" -o "$sorted"
      ;;
  esac
}

# --- copy

part_copy() {
  local files
  files=$(scaled 5000)
  if [[ $(id -u) != 0 ]] || ! has mkfs.ext4; then
    skipped 'copying between two file systems' 'mounting needs root and mkfs.ext4'
    return
  fi
  library "copy-$files" --files "$files" --bytes 224000 --copies 0
  if ! mount_image source || ! mount_image target; then
    skipped 'copying between two file systems' 'an image could not be mounted'
    return
  fi
  cp -a "$library" "$work/mount/source/library"
  begin_case "$files"
  take_turns "$runs" copy_trial 'cp -a, sync' picsort 'picsort --no-verify' 'cp -a'
  say "$(grouped "$files") files, $(calculate "$(du -sb "$library" | cut -f1) / 1e9") GB, from one" \
    'ext4 (with a journal) in an image on a loop device to another, which is made anew for each run.' \
    'The sources are cached.' \
    '`picsort --copy` flushes what it copied and reads it back before it counts as copied;' \
    '`cp -a` with `sync` has only flushed it, and so has `picsort --copy --no-verify`.'
  times 'cp -a, sync'
  promise_ratio 'copy rate: picsort --copy / cp -a and sync' '>=' 0.5 'cp -a, sync' picsort
  promise_ratio 'copy rate without read-back: picsort / cp -a and sync' '>=' 0.8 \
    'cp -a, sync' 'picsort --no-verify'
  unmount_all
  local kind
  for kind in xfs btrfs; do clone_case "$kind"; done
}

# Copies that share the blocks of their originals, on one file system of KIND.
clone_case() { # KIND
  if ! has "mkfs.$1" || ! mount_image target "$1"; then
    skipped "copies within one $1" "it cannot be made or mounted here"
    return
  fi
  cp -a "$library" "$work/mount/target/library"
  sync -f "$work/mount/target"
  begin_case "clone-$1"
  take_turns "$runs" clone_trial 'cp --reflink, sync' 'picsort --no-verify'
  say "The same files within one $1, where copies share the blocks of their originals until one of" \
    'both is changed:'
  times 'cp --reflink, sync'
  unmount_all
}

clone_trial() {
  local source=$work/mount/target/library
  sorted=$work/mount/target/sorted
  rm -rf "$sorted"
  sync -f "$source"
  case $1 in
    picsort*) measure "$1" "$picsort" -q --copy --no-verify -s "$source" -o "$sorted" ;;
    # shellcheck disable=SC2016  # The words are for the inner shell.
    *)
      measure "$1" bash -c 'cp -a --reflink=always "$1" "$2" && sync -f "$2"' - "$source" "$sorted"
      ;;
  esac
  note "$(count_sorted)"
}

copy_trial() {
  local target=$work/mount/target source=$work/mount/source/library
  mount_image target
  sorted=$target/sorted
  # The same pages are warm for every tool, and none pays for writing another's.
  find "$source" -type f -exec cat {} + > /dev/null
  sync -f "$work"
  case $1 in
    picsort) measure "$1" "$picsort" -q --copy -s "$source" -o "$sorted" ;;
    'picsort --no-verify')
      measure "$1" "$picsort" -q --copy --no-verify -s "$source" -o "$sorted"
      ;;
    'cp -a') measure "$1" cp -a "$source" "$sorted" ;;
    # shellcheck disable=SC2016  # The words are for the inner shell.
    *) measure "$1" bash -c 'cp -a "$1" "$2" && sync -f "$2"' - "$source" "$sorted" ;;
  esac
  note "$(count_sorted)"
}

# mount_image NAME [KIND]: a new file system, ext4 when none is named, at mount/NAME, with room for
# the library and as much again.
mount_image() {
  local where=$work/mount/$1
  mkdir -p "$where"
  mountpoint -q "$where" && umount "$where"
  rm -f "$where.img"
  truncate -s 4G "$where.img"
  # Nothing of making it may go on while a tool is timed.
  case ${2-ext4} in
    ext4) mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 "$where.img" ;;
    *) "mkfs.$2" -q "$where.img" ;;
  esac && mount -o loop "$where.img" "$where"
}

unmount_all() {
  local name
  for name in source target; do
    mountpoint -q "$work/mount/$name" 2> /dev/null && umount "$work/mount/$name"
    rm -f "$work/mount/$name.img"
  done
  return 0
}

# --- slow

part_slow() {
  local files n tools=('open, read, 1 thread' 'open, read, 2 threads')
  files=$(scaled 400)
  if ! has strace; then
    skipped 'slow reads' 'strace is not installed'
    return
  fi
  library "slow-$files" --files "$files" --bytes 20000 --distinct --copies 0
  if [[ $("$picsort" --help) == *--jobs* ]]; then
    for n in 1 2 4 8; do tools+=("picsort -n --jobs $n"); done
  else
    tools+=('picsort -n')
    skipped 'more threads than picsort takes by itself' 'it has no option for their number'
  fi
  begin_case "$files"
  take_turns 3 slow_trial "${tools[@]}"
  say "A disk that seeks, as strace makes one: every read of a file takes 5 ms longer, and reads" \
    "of several threads at once do not wait for each other. $(grouped "$files") files, dry run." \
    'A real slow disk was not measured; neither was one behind a network.'
  times 'open, read, 1 thread'
  for n in "${tools[@]:2}"; do
    promise_ratio "slow reads: $n / open and read, 1 thread" - 0 "$n" 'open, read, 1 thread'
  done
}

slow_trial() {
  local slow=(strace -f -o /dev/null --seccomp-bpf -e trace=pread64
    -e 'inject=pread64:delay_enter=5000' --)
  case $1 in
    *'1 thread') measure "$1" "${slow[@]}" "$anchors" heads 1 "$library" ;;
    *'2 threads') measure "$1" "${slow[@]}" "$anchors" heads 2 "$library" ;;
    # shellcheck disable=SC2086  # No option, or an option and its number.
    *) measure "$1" "${slow[@]}" "$picsort" -n -q -s "$library" ${1#picsort -n} ;;
  esac
}
