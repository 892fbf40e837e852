# Measuring by turns, and the tables that come of it; scripts/bench sources this.
# shellcheck shell=bash disable=SC2154  # What the driver set: work, report, anchors, part, rounds.

# --- Measuring

# measure TOOL COMMAND...: one sample of the case at hand. A tool may end with a status of its own
# when it leaves files behind; what it did is for `note_of` to say.
measure() {
  local tool=$1 spent
  shift
  rm -f "$work/spent"
  "$anchors" spend "$work/spent" "$@" > "$work/output.log" 2>&1 < /dev/null || true
  spent=$(cat "$work/spent")
  sample "$tool" "$spent"
}

# sample TOOL "SECONDS USER SYSTEM PEAK STATUS" [NOTE]
sample() {
  echo "$round|$1|${2// /|}|${3-}" >> "$samples"
  echo "  $part, round $round: $1: $2" >&2
}

# killed_run N: picsort from $tree into $sorted, killed in front of its Nth move. Below `spend`, so
# that no shell tells of it.
killed_run() {
  "$anchors" spend "$work/spent" env KILL_AT="$1" LD_PRELOAD="$work/killat.so" \
    "$picsort" -q -s "$tree" -o "$sorted" > "$work/output.log" 2>&1 < /dev/null || true
}

# note TEXT: what the last sample came to.
note() { sed -i "\$s/|[^|]*\$/|$1/" "$samples"; }

begin_case() { samples=$work/samples/$part.$1; rm -f "$samples"; }

# take_turns ROUNDS TRIAL TOOL...: calls `TRIAL TOOL` for each tool, every round beginning with
# another one, so that a slow minute of the machine, and what a run leaves behind, fall on all.
take_turns() {
  local trial=$2 count=$1 turn
  shift 2
  local tools=("$@")
  for ((round = 1; round <= count; round++)); do
    for ((turn = 0; turn < ${#tools[@]}; turn++)); do
      "$trial" "${tools[(turn + round - 1) % ${#tools[@]}]}"
    done
  done
}

statistics() { awk -f scripts/bench.awk "$@" "$samples"; }

# --- Reporting: what is printed goes into the section of the part

line() { printf '%s\n' "$*" >> "$report/$part.md"; }

# A paragraph of these words.
say() { { echo; echo "$*" | fmt -w 118; echo; } >> "$report/$part.md"; }

# skipped WHAT WHY: said aloud, in the section and on the terminal.
skipped() {
  echo "skipped: $1: $2" >&2
  say "Skipped: $1: $2."
}

# times BASE [METRIC]: the table of the case at hand, with ratios to BASE; METRIC is wall (default), cpu or user.
times() {
  local unit='seconds by the clock'
  case ${2-} in
    cpu) unit='user + system seconds' ;;
    user) unit='user seconds' ;;
  esac
  line ''
  line "| $unit | runs | min | median | max | ratio | in a round | CPU ratio | MiB | files |"
  line '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|'
  statistics -v mode=table -v base="$1" -v metric="${2-wall}" >> "$report/$part.md"
  line ''
}

# promise LABEL OPERATOR TARGET VALUE [RANGE]: one line of the list of promises; OPERATOR `-` is
# for what has no target.
promise() {
  local word=''
  if [[ $2 != - ]]; then
    word=$(awk -v v="$4" -v t="$3" -v o="$2" 'BEGIN {
      met = o == "<=" ? v <= t : o == "<" ? v < t : v >= t
      print met ? "met" : "**missed**" }')
  fi
  local target="$2 $3"
  target=${target/<=/≤}
  target=${target/>=/≥}
  [[ $2 != - ]] || target=–
  local small=''
  ((divide == 1)) || small=' (quick look)'
  echo "| $1$small | $4 | ${5-} | $target | $word |" >> "$report/$part.promises"
  echo "  $part: $1: $4 ${5-} ($2 $3) $word" >&2
}

# promise_ratio LABEL OPERATOR TARGET A B [METRIC]: the same, of two tools of the case at hand.
promise_ratio() {
  local numbers
  numbers=$(statistics -v mode=ratio -v a="$4" -v b="$5" -v metric="${6-wall}")
  if [[ -z $numbers ]]; then
    skipped "$1" 'one of the two was not measured'
    return
  fi
  read -r ratio low high <<< "$numbers"
  promise "$1" "$2" "$3" "$ratio" "$low–$high"
}

# grouped NUMBER: 10000 as 10,000.
grouped() { echo "$1" | sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta'; }

# calculate EXPRESSION [DIGITS]
calculate() { awk "BEGIN { printf \"%.${2-2}f\", $1 }"; }

# scaled NUMBER: what --divide leaves of it, at least 200, below which ratios say nothing.
scaled() { echo $(($1 / divide < 200 ? 200 : $1 / divide)); }

# --- Libraries

# library NAME SAMPLE_LIBRARY_OPTIONS...: sets `library` to a library of that make, written once.
library() {
  library=$work/libraries/$1
  shift
  if [[ -e $library.done && $(< "$library.done") == "$*" ]]; then
    warm
    return
  fi
  echo "writing ${library##*/}" >&2
  rm -rf "$library" "$library.done"
  "$sample_library" "$library" "$@" > /dev/null
  sync -f "$work"
  echo "$*" > "$library.done"
}

# warm: reads what was written by an earlier bench, once, so that it is in the page cache as if it
# had just been written. Long files are sparse, and nobody reads them whole.
warmed=
warm() {
  [[ $warmed != *"|$library|"* ]] || return 0
  find "$library" -type f -size -2G -exec cat {} + > /dev/null
  warmed+="|$library|"
}

# fresh_tree: sets `tree` to a new tree of hard links to the library's files, and `sorted` to a
# place for the output. Nothing is copied, and no run sees what another one left.
fresh_tree() {
  tree=$work/tree sorted=$work/sorted
  # Nor does any run see the registry of those that were killed.
  rm -rf "$tree" "$sorted" "$XDG_DATA_HOME"
  "$anchors" twin "$library" "$tree"
  mkdir "$sorted"
  # What was made is not for the next run to write out.
  sync -f "$work"
}

count_sorted() { find "$sorted" -name .picsort -prune -o -type f -print | wc -l; }
