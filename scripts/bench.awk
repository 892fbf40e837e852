# Statistics over the samples of scripts/bench. A line of a sample file is
#
#   ROUND|TOOL|SECONDS|USER|SYSTEM|PEAK_KIB|STATUS|NOTE
#
#   -v mode=table -v base=TOOL -v metric=wall|cpu|user
#       the rows of a table, ratios to TOOL
#   -v mode=ratio -v a=TOOL -v b=TOOL -v metric=…
#       ratio of the medians, smallest and largest ratio within a round
#   -v mode=median -v a=TOOL -v metric=…      the median
#   -v mode=peak -v a=TOOL                    the largest peak, in KiB
BEGIN { FS = "|" }

{
  tool = $2
  if (!(tool in runs)) order[++tools] = tool
  n = ++runs[tool]
  cpu[tool, n] = $4 + $5
  value[tool, n] = metric == "cpu" ? $4 + $5 : metric == "user" ? $4 : $3
  of_round[tool, $1] = value[tool, n]
  if ($1 > rounds) rounds = $1
  if ($6 > peak[tool]) peak[tool] = $6
  note[tool] = $8
}

# Copies the values of a tool into sorted[1...n]; returns n.
function sort_values(values, tool,    i, j, held) {
  split("", sorted)
  for (i = 1; i <= runs[tool]; i++) {
    held = values[tool, i]
    for (j = i - 1; j >= 1 && sorted[j] > held; j--) sorted[j + 1] = sorted[j]
    sorted[j + 1] = held
  }
  return runs[tool]
}

function median(values, tool,    n) {
  n = sort_values(values, tool)
  if (n == 0) return 0
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

# Sets low and high to the smallest and largest ratio of two tools in one round.
function range(a, b,    round, one) {
  low = high = ""
  for (round = 1; round <= rounds; round++) {
    if (!((a, round) in of_round) || !((b, round) in of_round)) continue
    if (of_round[b, round] <= 0) continue
    one = of_round[a, round] / of_round[b, round]
    if (low == "" || one < low) low = one
    if (high == "" || one > high) high = one
  }
}

function ratio(a, b) { return b > 0 ? a / b : 0 }

# Three digits that count, and no more than there are.
function short(number) {
  if (number == 0) return "0"
  if (number >= 100) return sprintf("%.0f", number)
  if (number >= 10) return sprintf("%.1f", number)
  if (number >= 1) return sprintf("%.2f", number)
  if (number >= 0.1) return sprintf("%.3f", number)
  return sprintf("%.4f", number)
}

# Of a part of a run only the time by the clock is known.
function known(number) { return number > 0 ? short(number) : "" }

END {
  if (mode == "peak") {
    print peak[a] + 0
  } else if (mode == "median") {
    if (runs[a] > 0) print median(value, a)
  } else if (mode == "ratio") {
    if (runs[a] == 0 || runs[b] == 0) exit
    range(a, b)
    print short(ratio(median(value, a), median(value, b))), short(low), short(high)
  } else {
    for (t = 1; t <= tools; t++) {
      tool = order[t]
      range(tool, base)
      m = median(value, tool)
      least = sorted[1]
      most = sorted[runs[tool]]
      print "| " tool " | " runs[tool] " | " short(least) " | " short(m) " | " short(most) \
        " | " short(ratio(m, median(value, base))) \
        " | " (tool == base ? "" : short(low) "–" short(high)) \
        " | " known(ratio(median(cpu, tool), median(cpu, base))) \
        " | " known(peak[tool] / 1024) " | " note[tool] " |"
    }
  }
}
