extension Command {
  /// Everything about operations that were begun: what there is, and what to do with it.
  static let resume = Command(
    name: "resume", word: "resume",
    synopsis: ["resume [list] [--running] [--paused] ... [--json]", "resume VERB ..."],
    summary: "list operations, go on with them, tidy up",
    details: """
      Lists the operations of this user that are known, the newest first: runs and undos, in \
      whichever folder and whatever became of them. With a verb it shows one of them, goes on \
      with it, lets a live one pause, or forgets what is over.

      An operation is named by its ID, or by as much of the beginning as no other one has. Where \
      an ID is wanted a folder may be given: its current or last operation is meant then.

      The journal in the output is the truth. What is kept in the home folder is an index of it: \
      entries that are wrong or lost are put right when their output is looked at.
      """,
    examples: [
      Example(line: "picsort resume", meaning: "list what there is"),
      Example(line: "picsort resume show 4f1d", meaning: "tell everything about one operation"),
      Example(line: "picsort resume continue", meaning: "go on with the one that is unfinished"),
      Example(
        line: "picsort resume pause ~/Organized",
        meaning: "let the run that is at work there stop where it can go on"),
    ],
    exitStatuses: [.done, .problems, .usage],
    operands: .none,
    run: { options, context in ResumeList.run(options, context) })

  /// The verbs of `resume`, in the order in which help lists them.
  static let resumeVerbs: [Command] = [
    listOperations, showOperation, continueOperation, pauseOperation, deleteOperation,
    cleanUpOperations, countOperations,
  ]

  /// Verbs that are about one operation, which may be named by its output.
  static let verbsWithTarget = ["show", "continue", "pause", "delete"].map { "resume " + $0 }
  /// Commands that carry files somewhere.
  static let atWork = ["organize", "undo", "resume continue"]
  /// Verbs that may ask something.
  static let verbsThatAsk = ["continue", "delete", "cleanup"].map { "resume " + $0 }

  private static let listOperations = Command(
    name: "resume list", word: "list", parent: "resume",
    synopsis: ["resume list [--running] [--paused] ... [--json]"],
    summary: "list operations",
    details: """
      Lists the operations that are known, the newest first: the beginning of the ID, kind, \
      status, files handled and their share, bytes, phase, how long ago something was last \
      noted, and the output. The options for statuses can be combined; without any all are \
      listed.

      No lock is taken and no long journal is read: its last lines tell enough.
      """,
    examples: [
      Example(
        line: "picsort resume list --interrupted --crashed",
        meaning: "list what could be gone on with after a bad day")
    ],
    exitStatuses: [.done, .usage], operands: .none,
    run: { options, context in ResumeList.run(options, context) })

  private static let showOperation = Command(
    name: "resume show", word: "show", parent: "resume",
    synopsis: ["resume show [ID | OUTPUT] [--json]"],
    summary: "tell everything about one operation",
    details: """
      Tells everything about an operation: how it was asked for, how far it is, every process \
      that worked on it and how each ended, checkpoints, rate and memory, the files that could \
      not be handled, and what to do next. What ended a process that left no word is inferred \
      from what changed on the machine, and said to be so. The whole journal is read.

      Without ID and OUTPUT it is the one in the current folder, if picsort sorted into it, else \
      the newest one.
      """,
    examples: [
      Example(line: "picsort resume show 4f1d", meaning: "the operation whose ID begins with 4f1d"),
      Example(line: "picsort resume show ~/Organized", meaning: "the last one in a folder"),
    ],
    exitStatuses: [.done, .problems, .usage], operands: .library,
    run: { options, context in ResumeShow.run(options, context) })

  private static let continueOperation = Command(
    name: "resume continue", word: "continue", parent: "resume",
    synopsis: ["resume continue [ID | OUTPUT] [options]", "resume continue --all [options]"],
    summary: "go on with an unfinished operation",
    details: """
      Goes on with an operation in this terminal, from whichever folder it is called, at the \
      file it stopped at and with what it was told when it began. Without an ID it is the one \
      that is unfinished; of several one is asked for, and with --no-input they are listed and \
      nothing is done. With --all each is gone on with, the oldest first, until one is stopped.

      An output that was moved, or is mounted elsewhere, is named with --output: it goes on when \
      its journal is the operation's. Sources are looked for where they were: an undo, which \
      brings files back to there, must be able to rely on it. Mount them there; or sort from the \
      new place with 'picsort -s NEW -o OUTPUT --force', which keeps what was done.
      """,
    examples: [
      Example(line: "picsort resume continue 4f1d", meaning: "go on with this one"),
      Example(
        line: "picsort resume continue 4f1d -o /mnt/new/Organized",
        meaning: "go on where the disk is mounted now"),
    ],
    exitStatuses: [
      .done, .problems, .usage, .refused, .locked, .hangUp, .interrupted, .terminated,
    ],
    operands: .library,
    run: { options, context in ResumeContinue(options: options, context: context).run() })

  private static let pauseOperation = Command(
    name: "resume pause", word: "pause", parent: "resume",
    synopsis: ["resume pause [ID | OUTPUT] [--json]"],
    summary: "let a live run stop where it can go on",
    details: """
      Asks the process that is at work on an operation to finish the file in hand, to write a \
      checkpoint and to end, and waits until it has: two minutes at most, or until Ctrl-C; the \
      run pauses all the same. Its own exit status is 1 then, as after every pause. Without an \
      ID it is the one that is running.

      A run on this machine is asked by a signal, SIGUSR2. For one that another machine does on \
      a shared disk the file .picsort/pause is left in the output; it is seen within a few \
      seconds.
      """,
    examples: [
      Example(line: "picsort resume pause 4f1d", meaning: "let this run pause")
    ],
    exitStatuses: [.done, .problems, .usage, .refused], operands: .library,
    run: { options, context in ResumePause.run(options, context) })

  private static let deleteOperation = Command(
    name: "resume delete", word: "delete", parent: "resume",
    synopsis: ["resume delete ID|OUTPUT [-y] [--json]"],
    summary: "forget an operation, never a photo",
    details: """
      Forgets the books of an operation: its entry in the list and its journal. No photo is \
      touched, and nothing in .picsort/tmp, where the last copy of one may stand. Afterwards it \
      can neither be gone on with nor undone, so it asks before; -y answers, and where nobody can \
      be asked it is refused. A live run is never forgotten.

      The next run into the same output knows files by their bytes only: one of the source that \
      stands at its planned name already counts as a move that was not finished.
      """,
    examples: [
      Example(line: "picsort resume delete 4f1d", meaning: "forget this one, after a question")
    ],
    exitStatuses: [.done, .problems, .usage, .refused, .locked], operands: .library,
    run: { options, context in ResumeDelete.run(options, context) })

  private static let cleanUpOperations = Command(
    name: "resume cleanup", word: "cleanup", parent: "resume",
    synopsis: ["resume cleanup [--days N] [--all] [-n] [-y] [--json]"],
    summary: "forget old operations",
    details: """
      Forgets completed and failed operations that were not active for 30 days, or for --days N, \
      and completed ones beyond the newest 500 whatever their age. Only their entries in the list \
      go; their journals stay, because 'picsort undo' and 'picsort verify' read them. Journals of \
      the same age that tell of no change go too: of runs that found nothing to do, and copies \
      of torn ones.

      With --all unfinished operations of that age are forgotten with their journals, and those \
      journals that an undo would need, but for the newest 10 in each output. It asks before; -y \
      answers, and where nobody can be asked it is refused. -n shows what would go.
      """,
    examples: [
      Example(line: "picsort resume cleanup -n", meaning: "show what would be forgotten"),
      Example(line: "picsort resume cleanup --days 90", meaning: "keep three months"),
    ],
    exitStatuses: [.done, .problems, .usage, .refused], operands: .none,
    run: { options, context in ResumeCleanup.run(options, context) })

  private static let countOperations = Command(
    name: "resume stats", word: "stats", parent: "resume",
    synopsis: ["resume stats [--json]"],
    summary: "tell numbers over all operations",
    details: """
      Counts over all operations that are known, from their journals, which are read to their \
      ends: operations by kind and status, processes, crashes by what is believed to have caused \
      them, how often an operation was gone on with and with what success, what checkpoints cost, \
      and the time that going on has saved. That is, for each process that another one followed, \
      the time from its start to its last checkpoint before which nothing had to be done again.
      """,
    examples: [
      Example(line: "picsort resume stats", meaning: "how well does it go on this machine")
    ],
    exitStatuses: [.done, .usage], operands: .none,
    run: { options, context in ResumeStats.run(options, context) })
}
