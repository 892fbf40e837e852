# Trials in which the output's disk is full, or goes away; scripts/faults sources this. They need
# root to mount.
# shellcheck shell=bash disable=SC2154  # What the driver set: here, there, place, mode, worker.

# An output that runs out of room: KILOBYTES or INODES are left.
trial_full() { # NUMBER bytes|inodes LEFT
  local disk=$there/work.$worker/disk free ballast
  rm -rf "$here/work.$worker"
  prepare
  rm -rf "$out"
  mount_image "$disk" 16 128 || { echo NOMOUNT; return; }
  out=$disk/out
  cp -a "$here/present" "$out"
  faults=("fstatfs:error=ENOSYS")
  if [[ $2 == bytes ]]; then
    free=$(df --output=avail -k "$disk" | tail -1)
    ballast=$((free - $3))
    ((ballast > 0)) && head -c "${ballast}K" /dev/zero > "$disk/ballast" 2> /dev/null
  else
    free=$(df --output=iavail "$disk" | tail -1)
    mkdir "$disk/ballast"
    for ((number = 1; number < free - $3; number++)); do : > "$disk/ballast/$number"; done
  fi
  local status
  step=first
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  status=$?
  ended_badly "$status"
  listing "$src" "$out" > "$base/crash"
  audit crash "$before" "$base/crash"
  if ((status == 0)) && [[ -n $(audit final "$before" "$base/crash") ]]; then echo SILENT; fi
  # Still full: a second try must not make it worse.
  step=second
  picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}
  listing "$src" "$out" > "$base/crash2"
  audit crash "$before" "$base/crash2"
  rm -rf "$disk/ballast"
  finish_run "$1"
  umount "$disk"
}

# The output's disk goes away while a run stands still at a call, and comes back before the next
# one. `unmount`: it is detached by force, as a drive whose cable is pulled after a flush. `thin`:
# writes to it begin to fail with EIO, because the pool that holds its image has no room left.
trial_gone() { # NUMBER HOW CALL:WHEN
  local disk=$there/work.$worker/disk pool=$here/work.$worker/pool pid status stopped used
  prepare
  rm -rf "$out"
  mkdir "$pool"
  mount -t tmpfs -o "size=64m" picsort-faults "$pool" || { echo NOMOUNT; return; }
  mount_journaled "$pool/image" "$disk" || { umount "$pool"; echo NOMOUNT; return; }
  out=$disk/out
  cp -a "$here/present" "$out"
  sync -f "$disk"
  if [[ $2 == thin ]]; then
    # Room for a little more than is there, so that some writes reach the medium.
    used=$(df --output=used -k "$pool" | tail -1)
    mount -o "remount,size=$((used + 100 * ($1 % 8)))k" "$pool" || echo NOMOUNT
  fi

  step=first faults=("${3%%:*}:signal=SIGSTOP:when=${3#*:}")
  (picsort -s "$src" -o "$out" ${options[@]+"${options[@]}"}) &
  pid=$!
  await_stop "$pid"
  [[ $2 == unmount ]] && umount -l "$disk"
  let_go "$pid"
  status=$?
  ended_badly "$status"

  # The disk is back, with what reached it.
  if [[ $2 == thin ]]; then
    mount -o remount,size=64m "$pool"
    umount "$disk"
  fi
  mount -o loop "$pool/image" "$disk" || { umount "$pool"; echo UNMOUNTABLE; return; }
  listing "$src" "$out" > "$base/crash"
  audit crash "$before" "$base/crash"
  if [[ $2 == unmount ]] && ((status == 0)) && [[ -n $(audit final "$before" "$base/crash") ]]; then
    echo SILENT
  fi
  finish_run "$1"
  umount "$disk"
  umount "$pool"
}

# mount_journaled IMAGE FOLDER: a fresh ext4 with a journal, 48 MB.
mount_journaled() {
  mkdir -p "$2"
  truncate -s 48M "$1" && mkfs.ext4 -q "$1" && mount -o loop "$1" "$2"
}
