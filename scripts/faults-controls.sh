# Movers that are wrong on purpose; scripts/faults sources this. Each must be caught, or what the
# trials say of picsort proves nothing.
# shellcheck shell=bash disable=SC2154  # What the driver set: here, place, mode, jobs, bad_total.

# A mover as one would write it in a hurry: the same faults and the same audit must convict it.
control() {
  cat > "$here/hasty" <<'HASTY'
#!/bin/sh
# Takes the words picsort takes; moves by cp and rm, and asks nobody how it went.
while [ $# -gt 0 ]; do
  case $1 in
    -s) source=$2; shift ;;
    -o) output=$2; shift ;;
  esac
  shift
done
[ -n "$source" ] || exit 2
find "$source" -type f ! -name '*.txt' | while read -r file; do
  folder=$output/$(basename "$(dirname "$file")")
  mkdir -p "$folder"
  cp -p "$file" "$folder/" 2> /dev/null
  rm "$file"
done
exit 0
HASTY
  chmod +x "$here/hasty"
  local honest=$PICSORT calm=$bad_total
  PICSORT=$here/hasty
  place=same mode=move
  prepare
  listing "$src" "$out" > "$here/before"
  cp "$here/want.same.move" "$here/want.honest"
  picsort -s "$src" -o "$out"
  listing "$src" "$out" > "$here/want.same.move"
  for call in write openat unlinkat copy_file_range; do
    for number in 1 2 3; do echo "inject $call:error=EIO:when=$number"; done
    echo "inject $call:signal=SIGKILL:when=1"
  done > "$here/points"
  run_trials control same move < "$here/points"
  mv "$here/want.honest" "$here/want.same.move"
  PICSORT=$honest
  if ((bad_total == calm)); then
    say "void: a mover that checks nothing was found blameless"
    exit 1
  fi
  bad_total=$calm
  control_sins
}

# sin WORD: what a mover does behind picsort's back that earns WORD. $out and $src are set; $photo
# is a file that arrived.
sin() {
  case $1 in
    LOST) echo 'rm "$photo"' ;;
    TORN) echo 'truncate -s 700 "$photo"' ;;
    OVERWRITTEN) echo 'cp "$photo" "$out/12.2023/IMG-20231225-WA0001.jpg"' ;;
    DUPLICATED) echo 'cp "$photo" "$photo.jpg"' ;;
    STRANDED) echo 'mv "$photo" "$out/.picsort/tmp/"' ;;
    LEFTOVER) echo 'echo rest > "$out/.picsort/tmp/rest"' ;;
    SILENT) echo 'status=0' ;;
    UNFINISHED) echo 'mv "$photo" "$src/"' ;;
    MISPLACED) echo '[ -e "$out/elsewhere.jpg" ] || mv "$photo" "$out/elsewhere.jpg"' ;;
    METADATA) echo 'touch -d 2001-01-01 "$photo"' ;;
    RESTLESS) echo 'mv "$photo" "$out/$$.jpg"' ;;
    HANG) echo 'sleep 60' ;;
    CRASH) echo 'kill -SEGV $$' ;;
  esac
}

# One sinner for each word that the trials know; each must earn its own.
control_sins() {
  local honest=$PICSORT word verdict caught=0 words number=0
  words="LOST TORN OVERWRITTEN DUPLICATED STRANDED LEFTOVER SILENT UNFINISHED MISPLACED METADATA"
  words+=" RESTLESS HANG CRASH"
  place=same mode=move worker=0
  for word in $words; do
    cat > "$here/sinner" <<SINNER
#!/bin/sh
src=\$2 out=\$4
[ "$word" = SILENT ] || "$honest" "\$@"
status=\$?
photo=\$(find "\$out" -path '*/.picsort' -prune -o -name '*.HEIC' -print | head -n 1)
[ -n "\$photo" ] || photo=\$(find "\$out" -name '*.jpg' -size +5k | head -n 1)
$(sin "$word")
exit \$status
SINNER
    chmod +x "$here/sinner"
    PICSORT=$here/sinner
    # An even number, so that the second run is a whole command; a fault that changes nothing.
    number=$((number + 2))
    verdict=$(patience=1 trial_inject "$number" fstatfs:error=ENOSYS:when=999 2> /dev/null |
      sed 's/=[0-9,]*//g' | tr ' ' '\n' | sort -u | tr '\n' ' ')
    if [[ " $verdict " == *" $word "* ]]; then
      caught=$((caught + 1))
    else
      say "void: a mover whose sin is $word was called '${verdict:-blameless}'"
    fi
  done
  PICSORT=$honest
  printf '%-22s %6d movers %6d caught: %s\n' \
    "control words" "$(wc -w <<< "$words")" "$caught" "$words"
  ((caught == $(wc -w <<< "$words"))) || exit 1
}
