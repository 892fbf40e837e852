# The trials of scripts/faults, which sources this. A trial prints what is bad; nothing is good.
# shellcheck shell=bash disable=SC2154  # What the driver set: here, there, place, mode, worker.

# listing SOURCE OUTPUT: every file's side, path, SHA-256, time and mode.
listing() {
  find "$@" -path '*/.picsort/*' ! -path '*/.picsort/tmp*' -prune -o -type f \
    -fprintf "$base/meta" '%H\t%P\t%T@\t%m\n' -print0 2> /dev/null |
    xargs -0r sha256sum > "$base/sums" 2> /dev/null
  paste "$base/sums" "$base/meta" | awk -F'\t' -v OFS='\t' -v source="$1" '{
      side = $2 == source ? "src" : "out"
      if (sub(/^\.picsort(\/tmp|-undo)\//, "", $3)) side = "tmp"
      else if ($3 ~ /^\.picsort\//) next
      print side, $3, substr($1, 1, 64), $4, $5
    }'
}

# audit STAGE BEFORE NOW: what is wrong. A copy that cannot take over modes and times is a warning
# of the program, so metadata counts only where nothing keeps it from doing so.
audit() {
  awk -v stage="$1" -v mode="$kind" -v lenient="${lenient-}" -v partial="${partial-}" \
    -f "$root/scripts/audit.awk" list=1 "$2" list=2 "$here/want.$place.$mode" list=3 "$3"
}

# --- One trial ------------------------------------------------------------------------------------

# Sets up a fresh tree for $place and $mode below $base.
prepare() {
  base=$here/work.$worker
  rm -rf "$base" "$there/work.$worker" 2> /dev/null
  mkdir -p "$base" "$there/work.$worker"
  src=$base/src
  [[ $place == same ]] && out=$base/out || out=$there/work.$worker/out
  if [[ $place == there ]]; then src=$there/work.$worker/src out=$there/work.$worker/out; fi
  before=$here/before
  if [[ $mode == albums ]]; then
    before=$here/before.albums
    cp -a "$here/albums" "$src"
  else
    cp -a "$here/library" "$src"
  fi
  cp -a "$here/present" "$out"
  options=()
  extra=()
  kind=$mode
  case $mode in
    copy) options=(--copy) ;;
    unread) options=(--copy --no-verify) kind=copy ;;
    delete) options=(--duplicates delete) ;;
    albums) options=(--albums links) kind=move ;;
    link) extra=(-e inject=renameat2:error=EINVAL) kind=move ;;
  esac
}

# picsort COMMAND…: runs the program with the faults in $faults; its exit status. Without strace's
# seccomp filter, under which version 6.1 forgets to deliver the signals.
picsort() {
  local trace=()
  if ((${#extra[@]} + ${#faults[@]} > 0)); then
    trace=(strace -f -qq -o "$base/trace" ${extra[@]+"${extra[@]}"})
    local fault set=
    for fault in ${faults[@]+"${faults[@]}"}; do trace+=(-e "inject=$fault"); set+=,${fault%%:*}; done
    trace+=(-e "trace=renameat2$set")
  fi
  # Job-control words about killed children go nowhere.
  { XDG_DATA_HOME=$base/data timeout -k 1 "${patience-20}" ${trace[@]+"${trace[@]}"} "$PICSORT" "$@" \
    > "$base/log.$step" 2>&1; } 2> /dev/null
  local status=$?
  printf '%s: exit %s: %s\n' "$step" "$status" "$* ${faults[*]-}" >> "$base/steps"
  return "$status"
}

# verdict STATUS: what is wrong with how the program ended.
ended_badly() {
  case $1 in
    124) echo HANG ;;
    132 | 133 | 134 | 135 | 136 | 139) echo CRASH ;;
  esac
}

# True when the run of that step named a file or folder that it could not read.
said_unread() { grep -qs 'could not be read' "$base/log.$1"; }

# Finishes what was interrupted, one way or the other, and then once more: what is done stays done.
finish_run() { # NUMBER: odd ones ask to resume
  local status=2
  faults=()
  if (($1 % 2)); then
    step=resume
    picsort --resume -o "$out"
    status=$?
  fi
  if ((status == 2)); then
    step=rerun
    picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
    status=$?
  fi
  ended_badly "$status"
  if [[ ${tolerant-} ]]; then
    # What was changed meanwhile is left alone by the resume and taken by the run after it.
    step=after
    picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
    ended_badly $?
  elif ((status == 1)) && said_unread "$step"; then
    # A resumed plan is not extended: what could not be read when it was made is named once more,
    # and taken by the run after it.
    step=after
    picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
    status=$?
    ended_badly "$status"
    ((status == 0)) || echo "AFTER-STATUS=$status"
  elif ((status != 0)); then
    echo "STATUS=$status"
  fi
  local partial=
  said_unread first && partial=yes
  listing "$src" "$out" > "$base/final"
  audit "${finalStage:-final}" "${base_before:-$before}" "$base/final"
  step=again
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  status=$?
  ended_badly "$status"
  ((status == 0)) || echo "AGAIN-STATUS=$status"
  listing "$src" "$out" > "$base/again"
  cmp -s "$base/final" "$base/again" || echo RESTLESS
}

# Runs with faults, looks, finishes, looks. kill, signal and error are this with other words.
trial_inject() { # NUMBER FAULT…
  local number=$1 status
  shift
  prepare
  faults=("$@")
  case $1 in
    *xattr:error* | fch*:error* | utimensat:error*) local lenient=yes ;;
  esac
  step=first
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  status=$?
  ended_badly "$status"
  listing "$src" "$out" > "$base/crash"
  audit crash "$before" "$base/crash"
  if ((status == 0)) && [[ -n $(audit final "$before" "$base/crash") ]]; then echo SILENT; fi
  finish_run "$number"
}

# A run that is slowed down gets a signal some milliseconds after its start, and for a third word
# above 0 a second one that much later.
trial_times() { # NUMBER SIGNAL MILLISECONDS MILLISECONDS
  local pid own
  prepare
  step=first faults=(openat:delay_enter=3000 fsync:delay_enter=20000)
  (picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}) &
  pid=$!
  sleep "$(printf '0.%03d' "$3")"
  own=$(sed -n 's/^pid //p' "$out/.picsort/lock" 2> /dev/null)
  [[ -n $own ]] && kill -s "$2" "$own" 2> /dev/null
  if (($4 > 0)); then
    sleep "$(printf '0.%03d' "$4")"
    [[ -n $own ]] && kill -s "$2" "$own" 2> /dev/null
  fi
  wait "$pid"
  ended_badly $?
  listing "$src" "$out" > "$base/crash"
  audit crash "$before" "$base/crash"
  finish_run "$1"
}

# As trial_inject, and the first resume is killed too.
trial_again() { # NUMBER FAULT SECOND-FAULT
  prepare
  faults=("$2")
  step=first
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  faults=("$3")
  step=second
  picsort --resume -o "$out"
  ended_badly $?
  listing "$src" "$out" > "$base/crash"
  audit crash "$before" "$base/crash"
  finish_run "$1"
}

# Everything must be where it was before the first run; words say what is not. What a run that moved
# nothing left in tmp/ is its own to clear away.
expect_undone() { # [loose]
  listing "$src" "$out" > "$base/final"
  [[ ${1-} ]] && sed -i '/^tmp\t/d' "$base/final"
  local columns=1-5
  [[ ${lenient-} ]] && columns=1-3
  cmp -s <(cut -f "$columns" "$before" | sort) <(cut -f "$columns" "$base/final" | sort) ||
    echo NOT-UNDONE
  [[ ! -e $src/.picsort-undo ]] || echo LEFTOVER
}

# Undoes OPERATION, without one the last of the output. A run may have left nothing to undo.
finish_undo() { # [OPERATION]
  local status
  faults=()
  step=undone
  picsort undo "${1:-$out}"
  status=$?
  ended_badly "$status"
  ((status == 0)) || [[ ${mayBeNothing-} && $status == 2 ]] || echo "STATUS=$status"
}

# A whole run, whose undo meets a fault and is begun again.
trial_undo() { # NUMBER FAULT…
  local operation status
  shift
  prepare
  case $1 in
    *xattr:error* | fch*:error* | utimensat:error*) local lenient=yes ;;
  esac
  step=first faults=()
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"} || echo "FIRST-STATUS=$?"
  operation=$(head -n 1 "$out/.picsort/state.jsonl" | sed 's/.*"operation":"\([^"]*\).*/\1/')
  faults=("$@")
  step=undo
  picsort undo "$out"
  status=$?
  ended_badly "$status"
  listing "$src" "$out" > "$base/crash"
  audit crash "$before" "$base/crash"
  # The run's own name, because an undo that was done would be taken back by the folder's.
  if ((status != 0)); then
    if [[ $mode == delete && $1 == *:error=* ]]; then
      # A duplicate that could not be made again is named; its twin went back without it.
      finish_undo "$operation" > "$base/words"
      if grep -q . "$base/words"; then
        listing "$src" "$out" > "$base/final"
        cmp -s <(cut -f 3 "$before" | sort -u) <(cut -f 3 "$base/final" | sort -u) || echo LOST
        return
      fi
    else
      finish_undo "$operation"
    fi
  fi
  expect_undone
}

# A run that was killed half-way is undone as it is.
trial_undone() { # NUMBER FAULT…
  shift
  prepare
  step=first faults=("$@")
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  mayBeNothing=yes finish_undo
  expect_undone loose
}

# Sets up a tree with a run that was killed half-way, between names that stand and names to come.
prepare_halted() {
  prepare
  step=halted faults=(renameat2:signal=SIGKILL:when=6)
  [[ $place$mode == crossmove ]] && faults=(unlinkat:signal=SIGKILL:when=6)
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  faults=()
}

# Damages the journal of a halted run.
trial_state() { # NUMBER HOW POSITION
  local state
  prepare_halted
  state=$out/.picsort/state.jsonl
  local size line
  size=$(stat -c %s "$state")
  line=$(head -c "$3" "$state" | wc -l)
  cp "$state" "$base/old"
  case $2 in
    flip) printf '\x15' | dd of="$state" bs=1 seek="$3" conv=notrunc status=none ;;
    zero) head -c 64 /dev/zero | dd of="$state" bs=1 seek="$3" conv=notrunc status=none ;;
    cut) truncate -s "$3" "$state" ;;
    hole) { head -c "$3" "$base/old"; tail -c "+$(($3 + 40))" "$base/old"; } > "$state" ;;
    double) sed "$((line + 1))p" "$base/old" > "$state" ;;
    drop) sed "$((line + 1))d" "$base/old" > "$state" ;;
    swap) sed "$((line + 1)){h;d};$((line + 2)){G}" "$base/old" > "$state" ;;
    tail) head -c $((size % 100 + $3)) /dev/urandom >> "$state" ;;
    gone) rm "$state" ;;
    empty) : > "$state" ;;
    folder) rm -r "$out/.picsort" ;;
  esac
  # Without books a twin of a file that stands at its planned name cannot be told from that file.
  [[ $kind == move ]] && kind=delete
  finish_run "$1"
}

# Two at once on one output, both held up at each call.
trial_twice() { # NUMBER CALL MICROSECONDS
  local one two
  prepare
  mkdir "$base/one" "$base/two"
  (
    base=$base/one step=one faults=("$2:delay_enter=$3")
    picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  ) &
  sleep "0.00$(($1 % 10))"
  (
    base=$base/two step=two faults=("$2:delay_enter=$(($3 / 2))")
    picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  )
  two=$?
  wait $!
  one=$?
  ended_badly "$one"
  ended_badly "$two"
  case $one$two in
    00 | 05 | 50) ;;
    *) echo "STATUS=$one,$two" ;;
  esac
  listing "$src" "$out" > "$base/crash"
  audit final "$before" "$base/crash"
  finish_run "$1"
}

# Somebody changes files between a halted run and its end.
trial_changed() { # NUMBER HOW
  local file
  prepare_halted
  # The files that are still in the source, and what arrived, each in a list.
  local left=() came=()
  mapfile -t left < <(cd "$src" && find . -type f | sort)
  mapfile -t came < <(cd "$out" && find . -path ./.picsort -prune -o -type f -print | sort)
  case $2 in
    edit) for file in "${left[@]}"; do chmod u+w "$src/$file"; echo edited >> "$src/$file"; done ;;
    same-size) for file in "${left[@]}"; do
      chmod u+w "$src/$file"
      printf '\x99' | dd of="$src/$file" bs=1 seek=3 conv=notrunc status=none
    done ;;
    same-size-and-time) for file in "${left[@]}"; do
      chmod u+w "$src/$file"
      touch -r "$src/$file" "$base/time"
      printf '\x99' | dd of="$src/$file" bs=1 seek=3 conv=notrunc status=none
      touch -r "$base/time" "$src/$file"
    done ;;
    add) for file in "${left[@]}"; do { cat "$src/$file"; echo new; } > "$src/${file%.*}_new.${file##*.}"; done ;;
    rename) for file in "${left[@]}"; do mv "$src/$file" "${src}/${file%.*}_old.${file##*.}"; done ;;
    away) mkdir "$src/away"; for file in "${left[@]}"; do mv "$src/$file" "$src/away/${file//\//_}"; done ;;
    remove) rm "$src/${left[0]}" ;;
    remove-all) rm -r "$src"; mkdir "$src" ;;
    link) for file in "${left[@]}"; do
      mv "$src/$file" "$src/$file.kept.jpg"
      ln -s "$src/$file.kept.jpg" "$src/$file"
    done ;;
    edit-output) for file in "${came[@]}"; do chmod u+w "$out/$file"; echo edited >> "$out/$file"; done ;;
    remove-output) for file in "${came[@]}"; do rm "$out/$file"; done ;;
    rename-output) for file in "${came[@]}"; do mv "$out/$file" "$out/${file%.*}_mine.${file##*.}"; done ;;
    take-names) for file in "${left[@]}"; do
      # Strangers under every name that is still to come.
      while IFS=$'\t' read -r side path _; do
        [[ $side == out && ! -e $out/$path ]] || continue
        mkdir -p "$(dirname "$out/$path")"
        echo "a stranger at $path" > "$out/$path"
      done < "$here/want.$place.$mode"
      break
    done ;;
    no-tmp) rm -rf "$out/.picsort/tmp" ;;
    loose-tmp) echo stranger > "$out/.picsort/tmp/1.stranger"; echo x > "$out/.picsort/tmp/noname" ;;
  esac
  listing "$src" "$out" > "$base/changed"
  [[ $2 == remove* && $kind == move ]] && kind=removed
  base_before=$base/changed finalStage=loose tolerant=true finish_run "$1"
}

# await_stop PID: waits until the run stands, or is through; $stopped is the process that stands.
await_stop() {
  stopped=
  while kill -0 "$1" 2> /dev/null; do
    stopped=$(awk '/stopped by SIGSTOP/ { print $1; exit }' "$base/trace" 2> /dev/null)
    [[ -n $stopped ]] && break
    sleep 0.01
  done
}

# let_go PID: lets what stands run on, each thread that comes to the call as well; its exit status.
let_go() {
  while [[ -n $stopped ]] && kill -0 "$1" 2> /dev/null; do
    kill -CONT "$stopped" 2> /dev/null
    sleep 0.02
  done
  wait "$1"
}

# Somebody writes to every file of the source while the run stands still at a call.
trial_race() { # NUMBER CALL:WHEN
  local pid stopped
  prepare
  step=first faults=("${2%%:*}:signal=SIGSTOP:when=${2#*:}")
  (picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}) &
  pid=$!
  await_stop "$pid"
  if [[ -n $stopped ]]; then
    find "$src" -type f -exec chmod u+w {} + -exec sh -c 'for f; do echo edited >> "$f"; done' - {} +
  fi
  listing "$src" "$out" > "$base/changed"
  let_go "$pid"
  ended_badly $?
  listing "$src" "$out" > "$base/crash"
  # What the edit made must be somewhere; what was copied before it may be there as well.
  base_before=$base/changed finalStage=loose tolerant=true finish_run "$1"
}
