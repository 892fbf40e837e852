# The parts that count: journal, calls, start; scripts/bench sources this.
# shellcheck shell=bash disable=SC2154,SC2034  # What the driver and bench-tables.sh set.

# --- journal

part_journal() {
  local files items
  files=$(scaled 2000)
  if ! has valgrind; then
    skipped 'journal and checkpoints' 'valgrind is not installed'
    return
  fi
  library "small-$files" --files "$files" --bytes 20000 --distinct
  # Valgrind stumbles over newer debugging information; names are enough.
  strip --strip-debug -o "$work/symbols" "$symbols"
  say "Instructions of the program, counted by valgrind, over $(grouped "$files") files. They are" \
    'the same whatever else the machine does, to some tenths of a percent. What the kernel does is not' \
    'among them; `scripts/durability` measures the flushes. Valgrind knows no SHA-256 instructions' \
    'and runs a loop in their place, so hashing is left out of the shares: with the instructions' \
    'it costs what the part on SHA-256 says, some 0.7 ms for each megabyte of journal.'
  {
    echo
    echo '| a checkpoint every | million instructions | journal | its hashing | all hashing | share |'
    echo '|---|--:|--:|--:|--:|--:|'
  } >> "$report/$part.md"
  for items in 25 50 100; do journal_trial "$items"; done
  line ''
  local half whole double
  read -r half _ < "$work/journal.25"
  read -r whole share < "$work/journal.50"
  read -r double _ < "$work/journal.100"
  promise 'checkpoints every 25 files, not 50: instructions more, %' '<' 1 \
    "$(calculate "100 * ($half / $whole - 1)")"
  promise 'checkpoints every 50 files, not 100: instructions more, %' '<' 1 \
    "$(calculate "100 * ($whole / $double - 1)")"
  promise 'journal and checkpoints, of the program'"'"'s instructions, %' '<' 5 "$share"
  journal_share "$share"
}

# journal_trial ITEMS: a row of the table; the total without hashing, and the share, in a file.
journal_trial() {
  fresh_tree
  valgrind --tool=callgrind --callgrind-out-file="$work/callgrind.out" "$work/symbols" -q \
    -s "$tree" -o "$sorted" --checkpoint-items "$1" --checkpoint-seconds 3600 \
    > "$work/output.log" 2>&1 || true
  local total journal hashing inside share
  read -r total journal hashing inside < <(awk -f scripts/bench-journal.awk "$work/callgrind.out")
  share=$(calculate "100 * ($journal - $inside) / ($total - $hashing)" 1)
  echo "$((total - hashing)) $share" > "$work/journal.$1"
  line "| $1 files | $(calculate "$total / 1e6" 1) | $(calculate "$journal / 1e6" 1)" \
    "| $(calculate "$inside / 1e6" 1) | $(calculate "$hashing / 1e6" 1) | $share % |"
  echo "  journal, $1 files: $total instructions" >&2
}

# journal_share SHARE: what that share is of all CPU time, of which the kernel has the most.
journal_share() {
  begin_case cpu
  take_turns "$runs" journal_cpu picsort
  local user all
  user=$(statistics -v mode=median -v metric=user -v a=picsort)
  all=$(statistics -v mode=median -v metric=cpu -v a=picsort)
  promise 'journal and checkpoints, of the CPU time, kernel included, %' - 0 \
    "$(calculate "$1 * $user / $all" 1)"
  say "The same run outside valgrind: $(calculate "$user * 1000" 0) ms in the program," \
    "$(calculate "($all - $user) * 1000" 0) ms in the kernel."
}

journal_cpu() {
  fresh_tree
  measure "$1" "$picsort" -q -s "$tree" -o "$sorted"
}

# --- calls

part_calls() {
  local files tool
  files=$(scaled 2000)
  if ! has strace; then
    skipped 'system calls' 'strace is not installed'
    return
  fi
  library "small-$files" --files "$files" --bytes 20000 --distinct
  for tool in floor picsort 'picsort -n'; do
    fresh_tree
    case $tool in
      floor) count_calls "$tool" "$floor" "$tree" "$sorted" ;;
      picsort) count_calls "$tool" "$picsort" -q -s "$tree" -o "$sorted" ;;
      *) count_calls "$tool" "$picsort" -n -q -s "$tree" ;;
    esac
  done
  say "Calls a file, of a run over $(grouped "$files") files (\`strace -f -c\`); those of which there" \
    'is less than one for a hundred files are in the sum only.'
  {
    echo '| call | floor | picsort | picsort -n |'
    echo '|---|--:|--:|--:|'
    awk -v files="$files" '
      { calls[$2, FILENAME] = $1; total[FILENAME] += $1; if ($1 > most[$2]) most[$2] = $1 }
      END {
        for (call in most) if (most[call] * 100 >= files) {
          printf "| %s", call
          for (n = 1; n < ARGC; n++) printf " | %.2f", calls[call, ARGV[n]] / files
          print " |"
        }
        printf "| ~ all"
        for (n = 1; n < ARGC; n++) printf " | %.2f", total[ARGV[n]] / files
        print " |"
      }' "$work/calls.floor" "$work/calls.picsort" "$work/calls.picsort -n" |
      LC_ALL=C sort | sed 's/~ all/all/'
    echo
  } >> "$report/$part.md"
  local own least
  own=$(calculate "$(awk '{ n += $1 } END { print n }' "$work/calls.picsort") / $files" 1)
  least=$(calculate "$(awk '{ n += $1 } END { print n }' "$work/calls.floor") / $files" 1)
  promise 'system calls a file: picsort' - 0 "$own" "floor $least"
}

# count_calls LABEL COMMAND...: writes lines of NUMBER CALL.
count_calls() {
  local label=$1
  shift
  strace -f -c -U calls,name -o "$work/calls" -- "$@" > "$work/output.log" 2>&1 || true
  awk '$1 ~ /^[0-9]+$/ && $2 != "total" { print $1, $2 }' "$work/calls" > "$work/calls.$label"
}

# --- start

part_start() {
  local size hello=$work/hello
  if has swiftc; then
    echo 'print("hello")' > "$work/hello.swift"
    if [[ ! -e $hello ]]; then
      swiftc -O -static-stdlib -o "$hello" "$work/hello.swift" > "$work/output.log" 2>&1 ||
        skipped 'the empty Swift program' 'swiftc could not build it'
    fi
  fi
  begin_case version
  local tools=('picsort --version')
  [[ -x $hello ]] && tools=('Swift hello' "${tools[@]}")
  for peer in jhead exiftool; do has "$peer" && tools+=("$peer"); done
  take_turns $((4 * runs + 1)) start_trial "${tools[@]}"
  say 'The Swift program is one line, `print("hello")`, with the standard library linked in.'
  times "${tools[0]}"
  promise_ratio 'start-up: picsort --version / a Swift hello' '<=' 2 \
    'picsort --version' 'Swift hello'
  promise_ratio 'start-up, CPU: picsort --version / a Swift hello' '<=' 2 \
    'picsort --version' 'Swift hello' cpu
  cp "$picsort" "$work/stripped"
  strip "$work/stripped"
  size=$(stat -c %s "$work/stripped")
  promise 'size of the program, stripped, MB' '<' 9 "$(calculate "$size / 1e6")"
}

start_trial() {
  case $1 in
    'Swift hello') measure "$1" "$work/hello" ;;
    jhead) measure "$1" jhead -V ;;
    exiftool) measure "$1" exiftool -ver ;;
    *) measure "$1" "$picsort" --version ;;
  esac
}
