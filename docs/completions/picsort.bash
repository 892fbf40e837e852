# bash completion for picsort.
# Made by 'picsort --generate bash'; change the tables, not this file.

_picsort() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  # bash makes words of their own of the two sides of '='.
  if [[ $current == '=' ]]; then
    current=
  elif [[ $previous == '=' ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  case $previous in
    -s|--source)
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return ;;
    -o|--output)
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return ;;
    --layout)
      return ;;
    --name)
      return ;;
    --locale)
      return ;;
    --duplicates)
      mapfile -t COMPREPLY < <(compgen -W 'leave quarantine delete' -- "$current")
      return ;;
    --undated)
      mapfile -t COMPREPLY < <(compgen -W 'folder leave' -- "$current")
      return ;;
    --shift)
      return ;;
    --timezone)
      return ;;
    --jobs)
      return ;;
    --albums)
      mapfile -t COMPREPLY < <(compgen -W 'list links none' -- "$current")
      return ;;
    --trashed)
      mapfile -t COMPREPLY < <(compgen -W 'sort leave' -- "$current")
      return ;;
    --archived)
      mapfile -t COMPREPLY < <(compgen -W 'sort leave' -- "$current")
      return ;;
    --recover)
      mapfile -t COMPREPLY < <(compgen -W 'continue batch fresh' -- "$current")
      return ;;
    --from-checkpoint)
      return ;;
    --priority)
      return ;;
    --on-complete)
      return ;;
    --on-interrupt)
      return ;;
    --state-file)
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return ;;
    --checkpoint-items)
      return ;;
    --checkpoint-seconds)
      return ;;
    --days)
      return ;;
    --max-concurrent)
      return ;;
    --progress)
      mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current")
      return ;;
    help)
      mapfile -t COMPREPLY < <(compgen -W 'organize explain resume undo verify help formats config' -- "$current")
      return ;;
  esac
  local before=" ${COMP_WORDS[*]:1:COMP_CWORD-1} "
  if [[ $current != -* && ( $before == *' explain '* ) ]]; then
    compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")
    return
  elif [[ $current != -* && ( $before == *' resume show '* || $before == *' resume continue '* || $before == *' resume pause '* || $before == *' resume delete '* || $before == *' undo '* || $before == *' verify '* ) ]]; then
    compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current")
    return
  fi
  local words='explain resume undo verify help'
  [[ $before == *' resume '* ]] && words='list show continue pause delete cleanup stats'
  if [[ $current == -* ]]; then
    words='-s --source -o --output --copy --move --no-verify --verify -n --dry-run --no-dry-run --layout --name --locale --duplicates --undated --use-mtime --no-use-mtime --doubtful --shift --timezone --jobs --prefer-exif --no-prefer-exif --albums --trashed --archived --resume --no-resume --force --no-force --recover --from-checkpoint --wait --no-wait --priority --on-complete --on-interrupt --state-file --checkpoint-items --checkpoint-seconds --running --paused --interrupted --crashed --failed --completed --days --all --no-all --max-concurrent --full --no-full --manifest --no-manifest --json --no-json -q --quiet -v --verbose --progress --no-color --color -y --yes --no-yes --no-input --input --no-config -h --help -V --version'
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -F _picsort picsort
