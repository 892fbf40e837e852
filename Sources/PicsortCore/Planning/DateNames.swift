/// Names of months and weekdays in one language.
package struct DateNames: Hashable, Sendable {
  /// January first, in the form that stands alone: `März`, not `des März`.
  package let months: [String]
  package let shortMonths: [String]
  /// Monday first, as ISO 8601 counts.
  package let weekdays: [String]
  package let shortWeekdays: [String]

  package init(
    months: [String], shortMonths: [String], weekdays: [String], shortWeekdays: [String]
  ) {
    self.months = months
    self.shortMonths = shortMonths
    self.weekdays = weekdays
    self.shortWeekdays = shortWeekdays
  }

  /// What templates speak when no language is asked for, on every machine the same.
  package static let english = DateNames(
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ],
    shortMonths: [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
}
