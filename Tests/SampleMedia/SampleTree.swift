/// A file of a sample library.
package struct SampleFile: Sendable {
  /// Where a sorter should put it.
  package enum Place: Hashable, Sendable {
    /// In this month's folder, `12.2023`; a sidecar goes with its photo.
    case month(String)
    /// No date can be trusted.
    case undated
    /// The same bytes as an earlier file of the tree.
    case duplicate
    /// Not a photo and not beside one: it stays.
    case source
  }

  /// Path below the library, with slashes.
  package let path: String
  package let content: SampleContent
  package let place: Place
}

/// A small library as families have it: phones, a camera, messengers, a download from a cloud, and
/// what operating systems leave lying about.
package enum SampleTree {
  /// The files in the order in which they are written; a copy comes after its original.
  package static let files: [SampleFile] =
    phone + cloudUploads + messengers + trip + family + takeout + screens + backup + rubbish

  private static let christmas = SampleMoment(2023, 12, 25, 14, 30, 0)

  /// A file that a camera dated itself.
  private static func taken(
    _ path: String, _ content: (SampleMoment) -> SampleContent, _ moment: SampleMoment
  ) -> SampleFile {
    SampleFile(path: path, content: content(moment), place: .month(moment.folder))
  }

  /// A photo that carries no date of its own.
  private static func bare(_ path: String, _ place: SampleFile.Place) -> SampleFile {
    SampleFile(path: path, content: .photo(nil), place: place)
  }

  private static func file(
    _ path: String, _ content: SampleContent, _ place: SampleFile.Place
  ) -> SampleFile {
    SampleFile(path: path, content: content, place: place)
  }

  private static let phone: [SampleFile] = {
    let summer = SampleMoment(2024, 7, 14, 18, 5, 12)
    let new = SampleMoment(2024, 1, 1, 0, 30, 0)
    let lateUTC = SampleMoment(2023, 12, 31, 23, 30, 0)
    return [
      taken("DCIM/100APPLE/IMG_0001.HEIC", { .heic($0) }, christmas),
      taken("DCIM/100APPLE/IMG_0002.HEIC", { .heic($0) }, summer),
      taken("DCIM/100APPLE/IMG_0002.MOV", { .movie(utc: $0, local: $0, offset: "+0000") }, summer),
      taken("DCIM/100APPLE/IMG_0003.JPG", { .photo($0) }, SampleMoment(2024, 7, 31, 23, 59, 59)),
      file("DCIM/100APPLE/IMG_0003.AAE", .text("<plist/>\n"), .month("07.2024")),
      taken("DCIM/100APPLE/IMG_E0003.JPG", { .photo($0) }, SampleMoment(2024, 7, 31, 23, 59, 59)),
      taken("DCIM/100APPLE/IMG_0004.JPG", { .photo($0) }, SampleMoment(2024, 8, 1, 0, 0, 0)),
      taken("DCIM/100APPLE/IMG_0005.PNG", { .png($0) }, SampleMoment(2024, 8, 3, 9, 12, 44)),
      // New Year in Berlin: still December in UTC, January where it was filmed.
      file(
        "DCIM/100APPLE/IMG_0006.MOV", .movie(utc: lateUTC, local: new, offset: "+0100"),
        .month("01.2024")),
      // The same number after the counter went round, in the same month: two photos, one name.
      taken("DCIM/101APPLE/IMG_0004.JPG", { .photo($0) }, SampleMoment(2024, 8, 29, 16, 1, 2)),
      taken("DCIM/101APPLE/IMG_0007.JPG", { .photo($0) }, SampleMoment(2024, 9, 30, 21, 15, 0)),
    ]
  }()

  private static let cloudUploads: [SampleFile] = [
    taken("Camera Uploads/2023-12-25 14.31.07.jpg", { .photo($0) }, christmas),
    bare("Camera Uploads/2022-06-11 10.02.33.jpg", .month("06.2022")),
    bare("Camera Uploads/2022-06-11 10.02.33-1.jpg", .month("06.2022")),
    taken(
      "Camera Uploads/PXL_20210905_101112345.jpg", { .photo($0) },
      SampleMoment(2021, 9, 5, 12, 11, 12)),
    taken(
      "Camera Uploads/PXL_20210905_101112345.MP.jpg", { .photo($0) },
      SampleMoment(2021, 9, 5, 12, 11, 13)),
    bare("Camera Uploads/Photo 2020-02-29.jpg", .month("02.2020")),
  ]

  private static let messengers: [SampleFile] = [
    bare("WhatsApp Images/IMG-20231225-WA0001.jpg", .month("12.2023")),
    bare("WhatsApp Images/IMG-20231225-WA0002.jpg", .month("12.2023")),
    bare("WhatsApp Images/Sent/IMG-20240101-WA0000.jpg", .month("01.2024")),
    file(
      "WhatsApp Video/VID-20240218-WA0003.mp4", .video(utc: SampleMoment(2024, 2, 18, 19, 44, 1)),
      .month("02.2024")),
    bare("Signal/signal-2023-05-06-101112.jpg", .month("05.2023")),
    bare("Telegram/photo_2022-11-09_08-15-00.jpg", .month("11.2022")),
    file("WhatsApp Images/.nomedia", .text(""), .source),
  ]

  private static let trip: [SampleFile] = [
    taken(
      "2019 Österreich – Zell am See/DSC_0001.NEF", { .raw($0) }, SampleMoment(2019, 8, 2, 7, 40, 9)
    ),
    file(
      "2019 Österreich – Zell am See/DSC_0001.xmp", .sidecar(rating: 4), .month("08.2019")),
    taken(
      "2019 Österreich – Zell am See/DSC_0002.NEF", { .raw($0) },
      SampleMoment(2019, 8, 2, 7, 41, 30)),
    taken(
      "2019 Österreich – Zell am See/DSC_0002.JPG", { .photo($0) },
      SampleMoment(2019, 8, 2, 7, 41, 30)),
    file(
      "2019 Österreich – Zell am See/DSC_0002.NEF.xmp", .sidecar(rating: 2), .month("08.2019")),
    taken(
      "2019 Österreich – Zell am See/Großglockner (Gipfel).jpg", { .photo($0) },
      SampleMoment(2019, 8, 5, 13, 0, 0)),
    // As a Mac writes it: the dots are characters of their own.
    taken(
      "2019 Österreich – Zell am See/Su\u{308}dseite.jpg", { .photo($0) },
      SampleMoment(2019, 8, 6, 10, 0, 0)),
    taken(
      "2019 Österreich – Zell am See/clip 1.mp4", { .video(utc: $0) },
      SampleMoment(2019, 8, 6, 11, 0, 0)),
  ]

  private static let family: [SampleFile] = [
    taken(
      "Familie/Oma's 80. Geburtstag/IMG_1001.jpg", { .photo($0) }, SampleMoment(2018, 3, 17, 15)),
    taken(
      "Familie/Oma's 80. Geburtstag/IMG_1002.jpg", { .photo($0) }, SampleMoment(2018, 3, 17, 16)),
    taken("Familie/Hochzeit/IMG_1001.jpg", { .photo($0) }, SampleMoment(2018, 3, 31, 23, 59, 58)),
    taken("Familie/Hochzeit/Kirche.webp", { .webp($0) }, SampleMoment(2018, 3, 31, 14, 0, 0)),
    bare("Familie/Scans/Uropa.jpg", .undated),
    file("Familie/Scans/Liste.txt", .text("Uropa 1931, Uroma 1933\n"), .source),
    // A camera whose clock was never set writes zeros.
    file("Familie/Alte Kamera/P1010001.JPG", .photoDated("0000:00:00 00:00:00"), .undated),
  ]

  private static let takeout: [SampleFile] = [
    bare("Takeout/Google Fotos/Fotos von 2018/strand.jpg", .month("07.2018")),
    file(
      "Takeout/Google Fotos/Fotos von 2018/strand.jpg.supplemental-metadata.json",
      .takeout(title: "strand.jpg", taken: SampleMoment(2018, 7, 4, 10, 0, 0)), .month("07.2018")),
    taken(
      "Takeout/Google Fotos/Fotos von 2018/IMG_20180705_101500.jpg", { .photo($0) },
      SampleMoment(2018, 7, 5, 10, 15, 0)),
    file(
      "Takeout/Google Fotos/Fotos von 2018/IMG_20180705_101500.jpg.json",
      .takeout(title: "IMG_20180705_101500.jpg", taken: SampleMoment(2018, 7, 5, 8, 15, 0)),
      .month("07.2018")),
    file(
      "Takeout/Google Fotos/Strandurlaub/IMG_20180705_101500.jpg",
      .copy(of: "Takeout/Google Fotos/Fotos von 2018/IMG_20180705_101500.jpg"), .duplicate),
    file("Takeout/Google Fotos/Strandurlaub/Metadaten.json", .album("Strandurlaub"), .source),
  ]

  private static let screens: [SampleFile] = [
    file("Screenshots/Screenshot 2023-05-06 at 10.11.12.png", .png(nil), .month("05.2023")),
    file("Screenshots/Screenshot_20230507-081500.png", .png(nil), .month("05.2023")),
    file("Downloads/logo.png", .png(nil), .undated),
  ]

  private static let backup: [SampleFile] = [
    file("Backup/IMG_0003.JPG", .copy(of: "DCIM/100APPLE/IMG_0003.JPG"), .duplicate),
    file("Backup/IMG_0003 (1).JPG", .copy(of: "DCIM/100APPLE/IMG_0003.JPG"), .duplicate),
    file("Backup/alt/IMG_0001.HEIC", .copy(of: "DCIM/100APPLE/IMG_0001.HEIC"), .duplicate),
  ]

  private static let rubbish: [SampleFile] = [
    file("DCIM/100APPLE/@eaDir/IMG_0003.JPG/SYNOPHOTO_THUMB_XL.jpg", .photo(nil), .source),
    file("DCIM/100APPLE/.DS_Store", .bytes(Array("\0\0\0\u{1}Bud1\0\0".utf8)), .source),
    file("DCIM/100APPLE/._IMG_0003.JPG", .bytes([0, 5, 0x16, 7, 0, 2, 0, 0]), .source),
    file("Familie/Thumbs.db", .bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), .source),
    file("Familie/desktop.ini", .text("[.ShellClassInfo]\r\n"), .source),
    file("notes.txt", .text("Remember to sort the photos.\n"), .source),
  ]
}
