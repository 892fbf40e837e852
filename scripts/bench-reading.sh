# The parts that read: dates, duplicates, hash; scripts/bench sources this.
# shellcheck shell=bash disable=SC2154,SC2034  # What the driver and bench-tables.sh set.

# phase_of NAME: seconds that the phase took in the run whose output is in $sorted, by the
# milestone in its journal, which has the number of files and how many there were a second.
phase_of() {
  grep '"type":"checkpoint","kind":"milestone","phase":"'"$1"'"' "$sorted/.picsort/state.jsonl" |
    sed -n '1s/.*"items":\([0-9]*\).*"rate":\([0-9]*\).*/\1 \2/p' |
    awk '$2 > 0 { printf "%.6f\n", $1 / $2 }'
}

# phase_trial TOOL PHASE: one sample of a phase of a run that is killed before its first move, so
# that nothing else is measured. There is no CPU time of a phase.
phase_trial() {
  local seconds
  fresh_tree
  killed_run 1
  seconds=$(phase_of "$2")
  [[ -z $seconds ]] || sample "$1" "$seconds 0 0 0 0"
}

# --- dates

part_dates() {
  local files
  files=$(scaled 10000)
  library "move-$files-200000" --files "$files" --bytes 200000 --distinct
  begin_case "$files"
  take_turns "$runs" dates_trial 'open and read, 1 thread' 'open and read, 2 threads' \
    'picsort, reading phase' 'picsort -n'
  say "$(grouped "$files") files of 200 KB, warm cache. The anchor walks, then opens each file," \
    'reads its first 4 KiB and closes it, with one thread and with two. The reading phase is taken' \
    "from the journal of a run that is killed before its first move: everything between the end of" \
    'the walk and the search for duplicates, with as many threads as picsort takes by itself' \
    '(four). The dry run is the whole process: walking, reading, duplicates, planning.'
  times 'open and read, 2 threads'
  promise_ratio 'reading phase / open and read 4 KiB, 2 threads' - 0 'picsort, reading phase' \
    'open and read, 2 threads'
  promise_ratio 'reading phase / open and read 4 KiB, 1 thread' '<=' 1.3 'picsort, reading phase' \
    'open and read, 1 thread'
  promise_ratio 'dry run, CPU / open and read 4 KiB, 1 thread' - 0 'picsort -n' \
    'open and read, 1 thread' cpu
  reads_by_format
}

dates_trial() {
  case $1 in
    *'1 thread') measure "$1" "$anchors" heads 1 "$library" ;;
    *'2 threads') measure "$1" "$anchors" heads 2 "$library" ;;
    'picsort -n') measure "$1" "$picsort" -n -q -s "$library" ;;
    *) phase_trial "$1" read ;;
  esac
}

reads_by_format() {
  if ! has strace; then
    skipped 'bytes read by format' 'strace is not installed'
    return
  fi
  say 'What is read of a file for its date: the calls and bytes of a dry run until the file is' \
    'closed for the first time (where sizes agree it is opened again, to look for copies).'
  library video --files 0 --video 4000000000
  trace_reads "$library"
  say 'A video of 4 GB, its index at the end:'
  reads_table
  promise 'reads for a video of 4 GB with its index at the end' '<=' 3 \
    "$(awk -F'|' '$1 == "mp4" { print $2 }' "$work/reads")"
  library one-of-everything --bytes 200000
  trace_reads "$library"
  say 'The sample library with one of everything, photos of 200 KB:'
  reads_table
  local corpus=${CORPUS:-../shared/corpus/dev}
  if [[ -d $corpus ]]; then
    trace_reads "$(realpath "$corpus")"
    say "Files from other projects' tests (\`make corpus\`), most of them small or damaged:"
    reads_table
  else
    skipped "bytes read of other projects' files" 'there is no corpus'
  fi
}

# trace_reads FOLDER: writes EXTENSION|READS|BYTES|SIZE of each file into $work/reads.
trace_reads() {
  local traces=$work/traces
  rm -rf "$traces"
  mkdir "$traces"
  # A file a thread, so that no line is cut by another one; in order of time again when sorted.
  strace -ff -ttt -y -s 0 -e trace=pread64,read,close -o "$traces/t" -- \
    "$picsort" -n -q -s "$1" > "$work/output.log" 2>&1 || true
  cat "$traces"/t.* | LC_ALL=C sort -n | awk -v root="$1/" '
    match($0, /[a-z0-9]+\([0-9]+</) {
      call = substr($0, RSTART, index(substr($0, RSTART), "(") - 1)
      path = substr($0, RSTART + RLENGTH)
      sub(/>[,)].*/, "", path)
      if (index(path, root) != 1 || path in closed) next
      if (call == "close") { if (path in reads) closed[path] = 1; next }
      reads[path]++
      n = split($0, words, "= ")
      if (words[n] > 0) bytes[path] += words[n]
    }
    END { for (path in reads) print reads[path] "|" bytes[path] + 0 "|" path }' |
    while IFS='|' read -r reads bytes path; do
      local name=${path##*/} extension
      extension=${name##*.}
      echo "${extension,,}|$reads|$bytes|$(stat -c %s "$path" 2> /dev/null || echo 0)"
    done > "$work/reads"
}

reads_table() {
  {
    echo
    echo '| extension | files | reads a file | most | KiB a file | most | of KiB on average |'
    echo '|---|--:|--:|--:|--:|--:|--:|'
    awk -F'|' '
      {
        files[$1]++; reads[$1] += $2; bytes[$1] += $3; size[$1] += $4
        if ($2 > most_reads[$1]) most_reads[$1] = $2
        if ($3 > most_bytes[$1]) most_bytes[$1] = $3
      }
      END {
        for (e in files) {
          n = files[e]
          printf "| %s | %d | %.1f | %d | %.1f | %.1f | %.0f |\n", e, n, reads[e] / n,
            most_reads[e], bytes[e] / n / 1024, most_bytes[e] / 1024, size[e] / n / 1024
        }
      }' "$work/reads" | LC_ALL=C sort
    echo
  } >> "$report/$part.md"
}

# --- duplicates

part_duplicates() {
  if ! has jdupes; then
    skipped 'duplicates' 'jdupes is not installed'
    return
  fi
  say 'Ten files in a hundred are exact copies. What is compared with the whole of `jdupes -rq`' \
    '(which walks, looks at the sizes, compares, and prints the groups) is the phase of a run in' \
    'which picsort matches: the walk is done by then. The dry run is the whole process, dates' \
    'read and targets planned; beside it stands one over a library of as many files in which no' \
    'two are of one length, so that there is nothing to match.'
  duplicates_case distinct 'sizes distinct' --distinct
  duplicates_case same-size '60 % of one size' --same-size 67
}

duplicates_case() { # NAME WORDS SAMPLE_LIBRARY_OPTIONS...
  local files bytes=200000 name=$1 words=$2
  files=$(scaled 10000)
  shift 2
  library "unique-$files" --files "$files" --bytes "$bytes" --distinct --copies 0
  unique=$library
  library "$name-$files" --files "$files" --bytes "$bytes" --copies 10 "$@"
  begin_case "$name"
  take_turns "$runs" duplicates_trial jdupes 'picsort, matching phase' 'picsort -n' \
    'picsort -n, nothing to match'
  say "$(grouped "$files") files of $((bytes / 1000)) KB, $words:"
  times jdupes
  promise_ratio "duplicates, $words: matching phase / jdupes" '<=' 1 \
    'picsort, matching phase' jdupes
  promise_ratio "duplicates, $words: whole dry run / jdupes" - 0 'picsort -n' jdupes
  local with without
  with=$(statistics -v mode=median -v metric=cpu -v a='picsort -n')
  without=$(statistics -v mode=median -v metric=cpu -v a='picsort -n, nothing to match')
  say "CPU of the dry run beyond that with nothing to match:" \
    "$(calculate "$with - $without" 3) s; of jdupes:" \
    "$(calculate "$(statistics -v mode=median -v metric=cpu -v a=jdupes)" 3) s."
}

duplicates_trial() {
  case $1 in
    jdupes) measure "$1" jdupes -rq "$library" ;;
    *phase) phase_trial "$1" match ;;
    'picsort -n') measure "$1" "$picsort" -n -q -s "$library" ;;
    *) measure "$1" "$picsort" -n -q -s "$unique" ;;
  esac
}

# --- hash

part_hash() {
  local bytes out=$work/out
  bytes=$(scaled 1000000000)
  if ! has openssl; then
    skipped SHA-256 'openssl is not installed'
    return
  fi
  long_photos "$bytes"
  rm -rf "$out"
  "$picsort" -q --copy -s "$library" -o "$out" > "$work/output.log" 2>&1 || true
  sync -f "$work"
  begin_case "$bytes"
  mapfile -t hashed < <(find "$out" -name .picsort -prune -o -type f -print)
  take_turns "$runs" hash_trial openssl 'picsort verify --full' 'cat'
  rm -rf "$out"
  say "Two cached files of $(calculate "$bytes / 1e9") GB. \`picsort verify --full\` on a library that" \
    '`picsort --copy` made reads every file again and hashes it with SHA-256; beside it' \
    '`openssl dgst -sha256` on the same files, and `cat`, which only reads them.'
  times openssl user
  promise_ratio 'SHA-256 of 2 GB, user CPU: picsort verify / openssl' '<=' 1.1 \
    'picsort verify --full' openssl user
  promise_ratio 'SHA-256 of 2 GB, user and system CPU: picsort verify / openssl' - 0 \
    'picsort verify --full' openssl cpu
}

# long_photos BYTES: sets `library` to one of two photos with so many bytes behind their pictures.
long_photos() {
  local long=$work/libraries/long-$1 picture copy
  if [[ ! -e $long/2.jpg ]]; then
    library pictures --files 20 --copies 0
    picture=$(find "$library" -name '*.jpg' -print -quit)
    mkdir -p "$long"
    for copy in 1 2; do
      { cat "$picture"; head -c "$1" /dev/urandom; } > "$long/part"
      mv "$long/part" "$long/$copy.jpg"
    done
  fi
  library=$long
  warm
}

hash_trial() {
  case $1 in
    openssl) measure "$1" openssl dgst -sha256 "${hashed[@]}" ;;
    # shellcheck disable=SC2016  # The words are for the inner shell.
    cat) measure "$1" bash -c 'cat "$@" > /dev/null' - "${hashed[@]}" ;;
    *) measure "$1" "$picsort" verify --full "$out" ;;
  esac
  note "${#hashed[@]}"
}
