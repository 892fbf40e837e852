# What journal and checkpoints cost of a run, from callgrind's output: instructions of all, of the
# journal, and of hashing. Prints TOTAL JOURNAL HASHING JOURNAL_HASHING.
#
# The journal is what others call in its types, with all that these call in turn. Hashing is also
# told apart, because valgrind has none of the processor's instructions for SHA-256 and counts a
# loop of some twenty times as many.
#
# In such a file `fn=` begins a function and `cfn=` names one that it calls; the line behind `calls=`
# has the cost of those calls, everything below included. A name is written out once, behind its
# number.
function name_of(text,    number, rest) {
  number = text
  sub(/\).*/, ")", number)
  rest = substr(text, length(number) + 2)
  if (rest != "") names[number] = rest
  return names[number]
}

function is_journal(name) {
  return name ~ /^\$s11PicsortCore(8RecorderC|13JournalWriterC|13JournalFormatO|13JournalRecordO|13RecordEncoderO)/
}

function is_hashing(name) {
  return name ~ /^(\$s8Platform(6SHA256V|10TextBuffer[CV]3add)|picsort_sha256)/
}

/^fn=/ { caller = name_of(substr($0, 4)) }
/^cfn=/ { callee = name_of(substr($0, 5)) }
/^calls=/ {
  getline
  # Progress that is told to a person passes through here, too.
  if (callee ~ /RunListener/ && is_journal(caller)) journal -= $2
  if (is_journal(callee) && !is_journal(caller)) journal += $2
  if (is_hashing(callee) && !is_hashing(caller)) {
    hashing += $2
    if (is_journal(caller)) inside += $2
  }
}
/^(summary|totals):/ { total = $2 }
END { print total + 0, journal + 0, hashing + 0, inside + 0 }
