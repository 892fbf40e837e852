# What became of every file, judged by its content: reads three listings of the same trees and
# prints what is wrong, one word and a count each; nothing when all is well.
#
#   awk -v stage=… -v mode=… -f audit.awk list=1 BEFORE list=2 WANTED list=3 NOW
#
# A line of a listing: side (src, out or tmp), path, SHA-256, modification time, mode; tab-separated.
# WANTED is what an undisturbed run makes of BEFORE.
#   stage=crash    right after the fault: nothing may be gone or torn
#   stage=final    after the run was finished: exactly what an undisturbed run makes
#   stage=loose    after somebody changed files in between: every content still there, once
# lenient=yes does not ask modes and times. partial=yes: some files could not be read at first, so
# that of files with the same bytes another one may have gone first.
# mode is move, copy, delete (a move that may remove duplicates) or removed (somebody removed files).
BEGIN { FS = "\t" }

{
  side = $1; sum = $3
  if (list == 1) originals[sum]
  count[list, side, sum]++
  if (side != "tmp") {
    sums[sum]
    hash[list, side, $2] = sum
    # Which of two of one name gets the number depends on which came first.
    place = side "\t" $2 "\t" sum
    gsub(/-[0-9]+\./, ".", place)
    at[list, place]++
    about[list, place] = $4 " " $5
    if (list == 2) wanted[sum]
    if (list == 2) places[place] = sum
    if (list == 1 && side == "out") kept[$2]
  } else if (list == 3) {
    temporary++
    if (!(sum in originals)) scraps++
  } else if (list == 1) {
    waiting[sum]
  }
}

function found(list, sum) { return count[list, "src", sum] + count[list, "out", sum] }
function bad(word, number) { if (number > 0) verdict[word] += number }

END {
  for (sum in sums) {
    had = found(1, sum); has = found(3, sum); wants = found(2, sum)
    if (!had) {
      if (stage != "loose" || !(sum in waiting)) bad("TORN", has)
      continue
    }
    if (!has) {
      if (count[3, "tmp", sum]) bad("STRANDED", 1)
      else bad("LOST", 1)
    } else if (stage != "loose" && mode != "delete" && has < had) bad("LOST", had - has)
    if (mode == "copy" && has) bad("LOST", count[1, "src", sum] - count[3, "src", sum])
    if (stage == "final") {
      # A twin that was not seen at first may have come by itself later; a copy of a photo that was
      # made while its raw file could not be read is made again beside that.
      bad("DUPLICATED", has - wants - (partial ? had - (mode != "copy") : 0))
      if (has <= wants) bad("UNFINISHED", count[2, "out", sum] - count[3, "out", sum])
    }
    if (stage == "loose" && mode != "copy") bad("DUPLICATED", has - had)
  }
  if (stage == "loose") {
    # A copy that was under way is the last one when its original was removed; when it was edited,
    # the edit counts.
    for (sum in waiting) {
      if (!(sum in wanted) || found(3, sum)) continue
      if (count[3, "tmp", sum]) bad("STRANDED", 1)
      else if (mode == "removed") bad("LOST", 1)
    }
  } else {
    for (path in kept) {
      if ((3, "out", path) in hash && hash[3, "out", path] != hash[1, "out", path])
        bad("OVERWRITTEN", 1)
    }
  }
  if (stage == "final") {
    bad("LEFTOVER", temporary)
    if (length(verdict) == 0) {
      for (place in places) {
        if (partial && found(1, places[place]) > 1) continue
        if (partial && mode == "copy" && at[3, place] > at[2, place]) continue
        if (at[3, place] != at[2, place]) bad("MISPLACED", 1)
        else if (!lenient && about[3, place] != about[2, place]) bad("METADATA", 1)
      }
    }
  }
  for (word in verdict) line = line (line ? " " : "") word "=" verdict[word]
  if (line) print line
}
