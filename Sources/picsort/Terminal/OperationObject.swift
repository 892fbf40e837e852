internal import PicsortCore
internal import Platform

/// Operations for programs: one object a line, the last one `summary`. Members may be added in
/// later versions, none is removed and none changes its meaning.
enum OperationObject {
  /// An operation; with `story` all that its journal tells.
  static func operation(_ view: OperationView, _ story: OperationStory? = nil) -> JSONObject {
    var object = JSONObject()
    object.add("event", "operation")
    object.add("operation", view.operation)
    object.add("kind", view.kind)
    if let undoes = view.undoes { object.add("undoes", undoes) }
    object.add("status", view.status.rawValue)
    object.add("unfinished", view.isUnfinished)
    object.add("books", view.books.rawValue)
    object.add("books_sound", view.isSound)
    object.add("output", view.output)
    object.add("sources", words: view.sources.map(\.bytes))
    if let stateFile = view.stateFile { object.add("state_file", stateFile) }
    object.add("started", UTCText.text(view.started))
    object.add("last_activity", UTCText.text(view.lastActivity))
    add(view.progress, to: &object)
    if let percent = view.percent { object.add("percent", percent) }
    if !view.reason.isEmpty { object.add("reason", view.reason) }
    if view.signal != 0 { object.add("signal", view.signal) }
    if let process = view.process { object.add("process", Self.process(process)) }
    if let configuration = view.configuration {
      var choices = JSONObject()
      for field in Configuration.Field.allCases {
        choices.add(field.rawValue, field.words(in: configuration))
      }
      object.add("configuration", choices)
    }
    if let story { add(story, to: &object) }
    let next = OperationWords.next(view)
    object.add("advice", next.sentence)
    object.add("next", words: next.command)
    return object
  }

  private static func add(_ progress: RunProgress?, to object: inout JSONObject) {
    guard let progress else { return }
    object.add("phase", progress.phase.rawValue)
    object.add("items", progress.items)
    if let total = progress.totalItems { object.add("total_items", total) }
    object.add("bytes", progress.bytes)
    if let total = progress.totalBytes { object.add("total_bytes", total) }
    object.add("failures", progress.failures)
  }

  private static func process(_ host: HostIdentity) -> JSONObject {
    var object = JSONObject()
    object.add("host", host.host)
    object.add("pid", host.processID)
    object.add("pid_start", host.processStart)
    return object
  }

  private static func add(_ story: OperationStory, to object: inout JSONObject) {
    object.add("journal_bytes", story.journalBytes)
    object.add("journal", OperationText.words(story.condition))
    var checkpoints = JSONObject()
    for kind in CheckpointKind.allCases {
      checkpoints.add(kind.rawValue, story.checkpoints[kind] ?? 0)
    }
    object.add("checkpoints", checkpoints)
    object.add("checkpoint_bytes", story.checkpointBytes)
    object.add("settled", story.settled)
    object.add("unsettled", story.noted)
    object.add("seconds_saved", story.secondsSaved)
    object.add(
      "processes",
      story.processes.map { process in
        var entry = Self.process(process.host)
        entry.add("started", UTCText.text(process.started))
        entry.add("last_noted", UTCText.text(process.lastNoted))
        entry.add("items", process.items)
        entry.add("failures", process.failures)
        entry.add("checkpoints", process.checkpoints)
        entry.add("rate", process.rate)
        entry.add("memory", process.memory)
        if let end = process.end { entry.add("end", end.rawValue) } else { entry.addNull("end") }
        entry.add("cause", process.cause.rawValue)
        if process.signal != 0 { entry.add("signal", process.signal) }
        if !process.reason.isEmpty { entry.add("reason", process.reason) }
        return entry
      })
    if let diagnosis = story.diagnosis {
      var entry = JSONObject()
      entry.add(diagnosis)
      object.add("diagnosis", entry)
    }
    object.add(
      "named_checkpoints",
      story.namedCheckpoints.map { checkpoint in
        var entry = JSONObject()
        entry.add("kind", checkpoint.kind.rawValue)
        entry.add("time", UTCText.text(checkpoint.time))
        entry.add("phase", checkpoint.progress.phase.rawValue)
        entry.add("items", checkpoint.progress.items)
        return entry
      })
    object.add("failed_files", story.failureCount)
    object.add(
      "failed",
      story.failures.map { failure in
        var entry = JSONObject()
        entry.add("path", failure.path)
        entry.add("reason", failure.reason)
        return entry
      })
  }

  /// The last line: how many operations there were, by status.
  static func summary(of views: [OperationView]) -> JSONObject {
    var object = JSONObject()
    object.add("event", "summary")
    object.add("operations", views.count)
    for status in OperationStatus.allCases {
      object.add(status.rawValue, views.count { $0.status == status })
    }
    object.add("unfinished", views.count(where: \.isUnfinished))
    object.add("status", "completed")
    return object
  }

  /// The last line of what was not done.
  static func summary(failure: RunError) -> JSONObject {
    var object = JSONObject()
    object.add("event", "summary")
    object.add("status", "failed")
    switch failure {
    case .usage(let text), .refused(let text, _), .locked(let text, _), .failed(let text, _):
      object.add("stop_reason", text)
    }
    return object
  }
}
