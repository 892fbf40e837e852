internal import PicsortCore

extension Flag {
  /// Every option there is, in the order in which help lists them.
  static let all: [Flag] =
    folders + sorting + takeout + resuming + operations + verifying + output + general

  private static let folders: [Flag] = [
    Flag(
      "source", short: "s", .folders,
      .path("PATH", .file) { options, path in options.sources.append(path) },
      summary: "folder or ZIP archive to read, with all in it",
      details: """
        Folder or ZIP archive to read, with all folders in it. May be given several times; the \
        sources are sorted together into one output. An archive is never changed: its files are \
        copied out of it, even where others are moved.
        """),
    Flag(
      "output", short: "o", .folders,
      scope: .only(["organize", "verify"] + Command.verbsWithTarget),
      .path("PATH", .folder) { options, path in options.output = path },
      summary: "folder to sort into (default: SOURCE_picsort)",
      details: """
        Folder to sort into, exactly this one; it is made when it does not exist. If it holds \
        an unfinished run, that run goes on.

        Without this option the output is a new folder beside the source: SOURCE_picsort, or \
        SOURCE_picsort(1) and so on when that exists. An archive's name counts without .zip. To \
        'picsort verify' it names the folder to look at, to 'picsort resume' the one that the \
        operation is in, also where it is now if it was moved.
        """),
  ]

  private static let sorting: [Flag] = [
    Flag(
      "copy", negated: "move", .sorting, .turn(\.copies),
      summary: "copy the files and leave the source as it is",
      details: """
        Copy the files and leave the source as it is. Without this option files are moved; \
        across file systems a moved file's copy is read back and compared before the \
        original goes.
        """),
    Flag(
      "no-verify", negated: "verify", .sorting, .turn(\.skipsReadBack),
      summary: "with --copy: do not read the copies back",
      details: """
        With --copy only: do not read the copies back to compare them with what was read. They \
        are still written to the disk before they count, but bytes that the disk, a cable or \
        the memory changed on the way go unnoticed. Where it can, the file system makes the \
        copies by itself: Btrfs and XFS let them share the space of their originals, and a \
        server copies what is on it. The summary says how to compare everything later.
        """),
    Flag(
      "dry-run", short: "n", negated: "no-dry-run", .sorting,
      scope: .only(["organize", "undo", "resume cleanup"]), .turn(\.isDryRun),
      summary: "print what would be done and change nothing",
      details: """
        Print what would be done with each file, one line a file on standard output, and \
        change nothing at all: no folder, no state.
        """),
    Flag(
      "layout", .sorting, .text("TEMPLATE", \.layout),
      summary: "folders to make (default: {MM}.{yyyy})",
      details: """
        Template of the folders to make below the output, with / between them. Words in \
        braces are replaced: {yyyy} and {MM} by the year and the month in which the picture \
        was taken; the others are listed under Layout. After a | stands what to take when \
        there is no such value: {camera|other}; 'unknown' otherwise. The default is \
        {MM}.{yyyy}, which makes 12.2023 for December 2023.
        """),
    Flag(
      "name", .sorting, .text("TEMPLATE", \.names),
      summary: "new file names, such as {yyyy}{MM}{dd}_{HH}{mm}",
      details: """
        Template of the new file names, written like that of --layout, but without /. It makes \
        what stands before the extension; every file keeps its extension as it is. What belongs \
        to a photo is renamed with it: IMG_1.HEIC.xmp and IMG_1-edited.jpg keep what follows \
        IMG_1. Pictures that want the same name are numbered in the order in which they were \
        taken: -2, -3. Files without a date, and duplicates, keep their names. Without this \
        option all files do.
        """),
    Flag(
      "locale", .sorting, .text("LOCALE", \.locale),
      summary: "language of month names: de, fr_FR (default: en)",
      details: """
        Language of {MMM}, {MMMM}, {ddd} and {dddd}, as the system calls it: de, de_DE or \
        de_DE.UTF-8; 'locale -a' lists those that are installed. The default is English, \
        whatever the system's language is.
        """),
    Flag(
      "duplicates", .sorting, .choice("POLICY", \.duplicates),
      summary: "same bytes again: leave, quarantine or delete",
      details: """
        What to do with a file whose bytes are in the output already. 'leave' (the default) \
        keeps it in the source and reports it; 'quarantine' puts it into the folder \
        Duplicates of the output; 'delete' removes it from the source, and only after both \
        files were compared byte by byte.
        """),
    Flag(
      "undated", .sorting, .choice("POLICY", \.undated),
      summary: "no trustworthy date: folder or leave",
      details: """
        What to do with a file that has no trustworthy date. 'folder' (the default) puts it \
        into the folder Undated of the output; 'leave' keeps it in the source and reports it.
        """),
    Flag(
      "use-mtime", negated: "no-use-mtime", .sorting, scope: .only(["organize", "explain"]),
      .turn(\.usesModificationTime),
      summary: "believe modification times where nothing is better",
      details: """
        Believe the file's modification time when nothing better is there. Copying and \
        restoring change that time, so it is used only when asked for.
        """),
    Flag(
      "doubtful", .sorting, scope: .only(["explain"]), .turn(\.onlyDoubtful),
      summary: "only files whose date is in doubt",
      details: """
        Explain only the files whose date has low confidence, or that have none that can be \
        believed: those are what a person should look at after a run.
        """),
    Flag(
      "shift", .sorting, scope: .only(["organize", "explain"]),
      .clockShift { options, shift in options.shifts.append(shift) },
      summary: "correct a camera's clock: 'EOS 5D=+1h'",
      details: """
        Correct the dates of a camera whose clock was wrong: its name as 'picsort explain' \
        shows it, or its model alone, or * for every camera, then = and how much to add: \
        +1h, -30m, +2d3h (w, d, h, m, s). May be given several times, for several cameras. \
        Nothing is written into a photo.
        """),
    Flag(
      "timezone", .sorting, scope: .only(["organize", "explain"]), .text("ZONE", \.timezone),
      summary: "zone for dates that are stored in UTC",
      details: """
        Zone for dates that carry none and need one, such as those of many videos, which \
        are stored in UTC. A name such as Europe/Berlin or an offset such as +02:00; the \
        default is the machine's zone.
        """),
    Flag(
      "jobs", .sorting, scope: .only(["organize", "resume continue"]), .number(1...64, \.jobs),
      summary: "read so many files at a time (default: 4)",
      details: """
        Read at most N files at a time, 1 to 64; the default is 4, and 16 where a source is on a \
        network volume. 1 spares a disk that turns, more hide the time that a far one takes to \
        answer. Files are moved one after the other in any case.
        """),
  ]

  private static let takeout: [Flag] = [
    Flag(
      "prefer-exif", negated: "no-prefer-exif", .takeout, scope: .only(["organize", "explain"]),
      .turn(\.prefersExif),
      summary: "believe the photo, not Google's corrected date",
      details: """
        Believe the date in the photo even where the one in its Google Takeout JSON is more \
        than 15 hours away. Without this option such a date was corrected in Google Photos \
        and wins.
        """),
    Flag(
      "albums", .takeout, .choice("POLICY", \.albums),
      summary: "albums of an export: list, links or none",
      details: """
        What to do with the albums of a Google Takeout export. 'list' (the default) writes \
        them to .picsort/albums.json in the output; 'links' makes folders of symbolic links \
        below Albums in the output as well; 'none' keeps no record of them.
        """),
    Flag(
      "trashed", .takeout, .choice("POLICY", \.trashed),
      summary: "photos in Google's trash: leave or sort",
      details: """
        What to do with photos that were in the trash of Google Photos. 'leave' (the \
        default) keeps them in the source and reports them; 'sort' treats them like all \
        others.
        """),
    Flag(
      "archived", .takeout, .choice("POLICY", \.archived),
      summary: "photos in Google's archive: sort or leave",
      details: """
        What to do with photos that were in the archive of Google Photos. 'sort' (the \
        default) treats them like all others; 'leave' keeps them in the source and reports \
        them.
        """),
  ]

  private static let resuming: [Flag] = [
    Flag(
      "resume", negated: "no-resume", .resuming, .turn(\.resumes),
      summary: "go on with an interrupted run where it stopped",
      details: """
        Go on with an interrupted run from the file it stopped at: with --source the newest \
        output of that source, with --output the run in that folder, alone the newest \
        unfinished run on this machine. When there is nothing to go on with, picsort says \
        so and starts afresh if it has a source.
        """),
    Flag(
      "force", negated: "no-force", .resuming, .turn(\.forces),
      summary: "start over, whatever an earlier run noted",
      details: """
        Start over, whatever an earlier run noted; its state is kept as history. Together \
        with --resume the existing output is gone through again.
        """),
    Flag(
      "recover", .resuming, .choice("HOW", \.recovery),
      summary: "unfinished run: continue, batch or fresh",
      details: """
        How to go on with an unfinished run. 'continue' (the default) goes on from the last \
        proof; 'batch' first looks at everything that was done since the last batch checkpoint \
        by its content, and does again what is not as it was noted; 'fresh' starts over, and \
        keeps the old state as history. Without it a person at a terminal is asked, where the \
        whole command is given again.
        """),
    Flag(
      "from-checkpoint", .resuming, .number(1...CheckpointMarks.most, \.fromCheckpoint),
      summary: "go on from the Nth checkpoint from the end",
      details: """
        Go on from an earlier checkpoint, counted from the newest, which is 1; the last 5 can \
        be named. What was noted as done after it is looked at by its content, and done again \
        where it is not as it was noted.
        """),
    Flag(
      "wait", negated: "no-wait", .resuming, scope: .only(Command.atWork), .turn(\.waits),
      summary: "wait for a run that stands in the way",
      details: """
        Wait for another run that works in the same output or source, and begin when it has \
        ended. Without this option picsort says which one it is and ends with status 5.
        """),
    Flag(
      "priority", .resuming, scope: .only(["organize", "resume continue"]),
      .number(0...100, \.priority),
      summary: "rank for 'resume continue --all', 0 to 100",
      details: """
        Rank of the run among those that 'picsort resume continue --all' goes on with, from 0, \
        which is the default, to 100: the highest comes first. It is kept until another one is \
        given.
        """),
    Flag(
      "on-complete", .resuming, scope: .only(Command.atWork),
      .text("COMMAND", \.completionHook),
      summary: "run this command when all is done",
      details: """
        Run COMMAND by /bin/sh when the run is complete, after its summary: a desktop notice, \
        a mail, a backup. It finds what it needs in variables, which 'picsort help config' \
        lists. When it fails, that is said, and the exit status stays what it was.
        """),
    Flag(
      "on-interrupt", .resuming, scope: .only(Command.atWork),
      .text("COMMAND", \.interruptionHook),
      summary: "run this command when it stops before its end",
      details: """
        Run COMMAND by /bin/sh when the run stops before its end: by a signal, a full disk, a \
        pause, an error. Otherwise as --on-complete.
        """),
    Flag(
      "state-file", .resuming,
      scope: .only(["organize", "undo", "verify"] + Command.verbsWithTarget),
      .path("PATH", .file) { options, path in options.stateFile = path },
      summary: "keep the journal of the run in this file",
      details: """
        Keep the journal of the run in this file, not in .picsort/state.jsonl of the output. \
        Give the same file again to resume.
        """),
    Flag(
      "checkpoint-items", .resuming, scope: .only(["organize", "resume continue"]),
      .number(1...1_000_000_000, \.checkpointItems),
      summary: "write a checkpoint every N files (default: 50)",
      details: """
        Write a checkpoint after every N files, at least 1; the default is 50, and a quarter of \
        that where files are copied to another file system, a network volume takes part or \
        files have failed. What is done is noted for every file anyway: checkpoints seal it and \
        tell how far the run is.
        """),
    Flag(
      "checkpoint-seconds", .resuming, scope: .only(["organize", "resume continue"]),
      .number(1...1_000_000_000, \.checkpointSeconds),
      summary: "write a checkpoint every N seconds (default: 30)",
      details: """
        Write a checkpoint at least every N seconds; the default is 30, and less as for \
        --checkpoint-items.
        """),
  ]

  private static let verifying: [Flag] = [
    Flag(
      "full", negated: "no-full", .verifying, scope: .only(["verify"]), .turn(\.readsContent),
      summary: "read every file and compare its hash",
      details: """
        Read every file and compare its SHA-256 with what the books know. The hash of a file \
        that nobody knew yet is noted in .picsort/catalog.jsonl, which is all that 'picsort \
        verify' ever writes, and compared from the next time on.
        """),
    Flag(
      "manifest", negated: "no-manifest", .verifying, scope: .only(["verify"]),
      .turn(\.listsHashes),
      summary: "print the hashes as sha256sum -c reads them",
      details: """
        Print a line for every file with its SHA-256, as 'sha256sum -c' reads it in the output \
        folder; everything else goes to standard error. A hash that is known is printed as the \
        books have it, even of a file that differs or is missing. Reads every file, as --full does.
        """),
  ]

  private static let output: [Flag] = [
    Flag(
      "json", negated: "no-json", .output,
      scope: .only(
        ["organize", "explain", "undo", "verify", "resume"] + Command.resumeVerbs.map(\.name)),
      .turn(\.printsJSON),
      summary: "print JSON, one object a line",
      details: """
        Print JSON on standard output, one object a line. Of a run that is one for every \
        event, and last always one with "event":"summary", in which found = moved + copied \
        + duplicates + skipped + failed + left. 'picsort explain' prints one for every file, \
        'picsort verify' one for every difference and a summary, 'picsort resume' one for every \
        operation and a summary.
        """),
    Flag(
      "quiet", short: "q", .output, scope: .everywhere,
      .turn { options, _ in options.verbosity = .quiet },
      summary: "print errors only",
      details: "Print errors only: no progress, no summary. The last of -q and -v wins."),
    Flag(
      "verbose", short: "v", .output, scope: .everywhere,
      .turn { options, _ in options.verbosity = .verbose },
      summary: "print a line for every file, and lists in full",
      details: "Print a line for every file, and every list of the summary in full."),
    Flag(
      "progress", .output, scope: .only(["organize", "undo", "verify", "resume continue"]),
      .choice("WHEN", \.progress),
      summary: "draw progress: auto, always or never",
      details: """
        Show progress on standard error. 'auto' (the default) draws a moving line on a \
        terminal and prints a plain line every 30 seconds elsewhere; 'always' draws the \
        moving line whatever standard error is; 'never' shows nothing.
        """),
    Flag(
      "no-color", negated: "color", .output, scope: .everywhere, .turn(\.avoidsColor),
      summary: "use no colors (so does NO_COLOR)",
      details: """
        Use no colors. Colors are used on terminals only, and not when the variable \
        NO_COLOR is set or TERM is 'dumb'. They never carry a meaning of their own.
        """),
  ]

  private static let general: [Flag] = [
    Flag(
      "yes", short: "y", negated: "no-yes", .general,
      scope: .only(["organize", "undo"] + Command.verbsThatAsk), .turn(\.assumesYes),
      summary: "never ask, do what the command says",
      details: """
        Never ask, and do what the command says: an unfinished run is gone on with, and with \
        --force started over. Which of several operations is meant is \
        no such question.
        """),
    Flag(
      "no-input", negated: "input", .general,
      scope: .only(["organize", "undo"] + Command.verbsThatAsk), .turn(\.avoidsQuestions),
      summary: "never ask, take the answer that loses nothing",
      details: """
        Never ask; where there would be a question, take the answer that loses nothing: an \
        unfinished run is gone on with, unless --force is given.
        """),
    Flag(
      "no-config", .general, scope: .everywhere, .turn(\.ignoresSettings),
      summary: "do not read the settings file",
      details: "Do not read the settings file; 'picsort help config' tells about it."),
    Flag(
      "help", short: "h", .general, scope: .everywhere,
      .turn { options, spelling in options.help = spelling == .short ? .short : .full },
      summary: "show help: -h in brief, --help in full",
      details: "Show help: -h one line per option, --help everything."),
    Flag(
      "version", short: "V", .general, scope: .everywhere, .turn(\.showsVersion),
      summary: "show the version",
      details: "Show the version of picsort on standard output."),
    Flag(
      "generate", .general, scope: .everywhere, isHidden: true,
      .choice("DOCUMENT", \.generated),
      summary: "print the manual page, completions or formats",
      details: "Print the manual page, the completions for bash, zsh or fish, or docs/formats.md."),
  ]
}
