extension SampleTree {
  /// `count` files as a phone and a camera leave them over fifteen years: the same ones for the
  /// same seed. Of a hundred, `copies` are copies of earlier photos.
  package static func scaled(
    files count: Int, seed: UInt64, copies: Int = 2
  ) -> [SampleFile] {
    var numbers = SampleNumbers(seed: seed)
    var files: [SampleFile] = []
    files.reserveCapacity(count)
    var lastPhoto: String?
    for index in 0..<max(0, count) {
      let kind = Int.random(in: 0..<100, using: &numbers)
      let moment = SampleMoment.random(using: &numbers)
      if kind < copies, let original = lastPhoto {
        files.append(
          SampleFile(
            path: "Backup/\(folderNumber(index))/copy \(index).jpg", content: .copy(of: original),
            place: .duplicate))
        continue
      }
      let file = scaledFile(index, kind: kind, moment)
      if case .photo = file.content { lastPhoto = file.path }
      files.append(file)
    }
    return files
  }

  /// The number of a file is in its path, so no two are the same.
  private static func scaledFile(_ index: Int, kind: Int, _ moment: SampleMoment) -> SampleFile {
    let folder = folderNumber(index)
    let stamp = "\(moment.compactDate)_\(moment.compactTime)"
    let (path, content): (String, SampleContent) =
      switch kind {
      case ..<60: ("Camera/\(folder)/IMG_\(stamp)_\(index).jpg", .photo(moment))
      case ..<85: ("DCIM/\(folder)ND750/DSC_\(index).JPG", .photo(moment))
      case ..<90: ("WhatsApp/\(folder)/IMG-\(moment.compactDate)-WA\(index).jpg", .photo(nil))
      case ..<94: ("Camera/\(folder)/IMG_\(stamp)_\(index).heic", .heic(moment))
      case ..<97: ("Camera/\(folder)/VID_\(stamp)_\(index).mp4", .video(utc: moment))
      default: ("Screenshots/\(folder)/Screenshot_\(stamp)_\(index).png", .png(nil))
      }
    return SampleFile(path: path, content: content, place: .month(moment.folder))
  }

  /// Cameras begin a new folder after so many files.
  private static func folderNumber(_ index: Int) -> String { String(100 + index / 500) }
}

extension SampleMoment {
  /// Some daytime in the years 2010 to 2024, never at the edge of a month.
  fileprivate static func random(using numbers: inout SampleNumbers) -> SampleMoment {
    SampleMoment(
      .random(in: 2010...2024, using: &numbers), .random(in: 1...12, using: &numbers),
      .random(in: 2...27, using: &numbers), .random(in: 8...20, using: &numbers),
      .random(in: 0...59, using: &numbers), .random(in: 0...59, using: &numbers))
  }
}
