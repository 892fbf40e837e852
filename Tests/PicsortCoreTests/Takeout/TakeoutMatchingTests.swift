import PicsortCore
import Testing

@Suite("Sidecars of a Google Photos folder")
struct TakeoutMatchingTests {
  /// Names of media and of JSON files (or name and title) to "media <- sidecar (how)".
  private func match(
    _ media: [String], _ sidecars: [(name: String, title: String?)]
  ) -> [TakeoutMatch] {
    TakeoutMatching.match(
      media: media.map { TakeoutMedia(name: $0) },
      sidecars: sidecars.map { TakeoutSidecarFile(name: $0.name, title: $0.title) })
  }

  private func match(_ media: [String], _ sidecars: [String]) -> [TakeoutMatch] {
    match(media, sidecars.map { ($0, nil) })
  }

  static let tail = ".supplemental-metadata"

  @Test func `each of the 23 tails is known`() {
    for length in 0...Self.tail.count {
      let sidecar = "IMG_1234.jpg" + Self.tail.prefix(length) + ".json"
      let found = match(["IMG_1234.jpg"], [sidecar])
      #expect(found == [TakeoutMatch(sidecar: 0, how: .ownName)], "\(sidecar)")
    }
    #expect(Self.tail.count == 22)
  }

  @Test func `each of the 23 tails is known with a counter`() {
    for length in 0...Self.tail.count {
      let sidecar = "IMG_1234.jpg" + Self.tail.prefix(length) + "(7).json"
      #expect(match(["IMG_1234(7).jpg"], [sidecar])[0].how == .ownName, "\(sidecar)")
      #expect(match(["IMG_1234.jpg"], [sidecar])[0].sidecar == nil, "\(sidecar)")
    }
  }

  @Test func `a title of every length up to 80 finds its way through both limits`() {
    for length in 1...80 {
      let base = String("abcdefghij".cycled(to: length))
      let whole = base + ".jpg"
      let media = length > 47 ? base.prefix(47) + ".jpg" : whole
      for tail in ["", Self.tail] {
        let sidecar = String((whole + tail).prefix(46)) + ".json"
        let found = match([media], [(sidecar, nil)])
        #expect(found[0].sidecar == 0, "\(media) \(sidecar)")
        #expect(match([media], [(sidecar, whole)])[0].sidecar == 0, "\(media) \(sidecar)")
        #expect(
          match([media], [(sidecar, "another.jpg")])[0].how != .cutName, "\(media) \(sidecar)")
      }
    }
  }

  @Test func `a limit never splits a surrogate pair`() {
    let title = String(repeating: "😀", count: 40) + ".jpg"
    let media = String(repeating: "😀", count: 24) + ".jpg"
    let sidecar = String(repeating: "😀", count: 23) + ".json"
    #expect(match([media], [(sidecar, nil)])[0].how == .cutName)
    #expect(match([media], [(sidecar, title)])[0].how == .title)
    let odd = "a" + String(repeating: "😀", count: 23) + ".jpg"
    let cut = "a" + String(repeating: "😀", count: 22) + ".json"
    #expect(match([odd], [(cut, nil)])[0].how == .cutName)
  }

  @Test func `decomposed names are the composed ones`() {
    let composed = "caf\u{E9}.jpg"
    let decomposed = "cafe\u{301}.jpg"
    #expect(match([decomposed], [composed + ".json"])[0].how == .ownName)
    #expect(match(["cafe\u{301}-modifie\u{301}.jpg"], [composed + ".json"])[0].how == .editedCopy)
    // Cut at 46 composed units, unpacked to 49 decomposed ones.
    let long = "\u{E9}\u{E8}\u{EA}" + String("abcdefghij".cycled(to: 44))
    let media = "e\u{301}e\u{300}e\u{302}" + String("abcdefghij".cycled(to: 44)) + ".jpg"
    #expect(match([media], [String(long.prefix(46)) + ".json"])[0].how == .cutName)
  }

  @Test func `counters must be equal, and each sidecar has one owner`() {
    let media = ["IMG.jpg", "IMG(1).jpg", "IMG(2).jpg", "IMG(3).jpg"]
    let sidecars = ["IMG.jpg(2).json", "IMG.jpg.json", "IMG.jpg.supplemental-metadata(1).json"]
    #expect(match(media, sidecars).map(\.sidecar) == [1, 2, 0, nil])
  }

  @Test func `a number in the title is no counter, and the title decides between readings`() {
    let media = ["skytree (2).jpg"]
    let sidecars: [(String, String?)] = [
      ("skytree .jpg(2).json", "skytree .jpg"), ("skytree (2).jpg.json", "skytree (2).jpg"),
    ]
    #expect(match(media, sidecars).map(\.sidecar) == [1])
    #expect(match(["skytree (2).jpg"], ["skytree (2).json"])[0].sidecar == 0)
    let untitled = match(["IMG(1).jpg"], ["IMG(1).jpg.json", "IMG.jpg(1).json"])
    #expect(untitled[0].sidecar == 1)
  }

  @Test func `names that are equal at 46 units but not at 51 go by their titles`() {
    let base = String("abcdefghij".cycled(to: 46))
    let sidecars: [(String, String?)] = [
      (base + ".json", base + "B.jpg"), (base + "(1).json", base + "A.jpg"),
    ]
    let found = match([base + "A.jpg", base + "B.jpg"], sidecars)
    #expect(found.map(\.sidecar) == [1, 0])
    #expect(found.map(\.how) == [.title, .title])
  }

  @Test(arguments: [
    ("-edited", "en"), ("-bearbeitet", "de"), ("-modifié", "fr"), ("-ha editado", "es"),
    ("-editado", "pt"), ("-editada", "pt"), ("-modificato", "it"), ("-editat", "ca"),
    ("-bewerkt", "nl"), ("-edytowane", "pl"), ("-編集済み", "ja"), ("-编辑", "zh"), ("-已修改", "zh"),
    ("-已編輯", "zh"), ("-편집됨", "ko"), ("-измененный", "ru"), ("-відредаговано", "uk"),
    ("-muokattu", "fi"), ("-düzenlendi", "tr"), ("-redigeret", "da"), ("-upravené", "sk"),
  ])
  func `an edited copy takes the sidecar of its original`(suffix: String, language: String) {
    let found = match(["IMG_1.jpg", "IMG_1\(suffix).jpg"], ["IMG_1.jpg.json"])
    #expect(found[0] == TakeoutMatch(sidecar: 0, how: .ownName))
    #expect(found[1] == TakeoutMatch(sidecar: 0, how: .editedCopy, original: 0))
    #expect(EditedNames.original(ofEdited: "a\(suffix)(3)") == "a(3)")
  }

  @Test func `an edited copy may be a JPEG of a HEIC, and counted`() {
    let found = match(
      ["IMG_1-edited(1).jpg", "IMG_1.HEIC", "IMG_1(1).HEIC"],
      ["IMG_1.HEIC.json", "IMG_1.HEIC(1).json"])
    #expect(found[0] == TakeoutMatch(sidecar: 1, how: .editedCopy, original: 2))
  }

  @Test func `a suffix may be cut by the limit of 51 units`() {
    let base = String("abcdefghij".cycled(to: 43))
    let found = match([base + "-edi.jpg", base + ".jpg"], [base + ".j.json", base + ".jpg.json"])
    #expect(found[0].how == .editedCopy)
    #expect(found[0].original == 1)
    #expect(match(["abc-edi.jpg", "abc.jpg"], ["abc.jpg.json"])[0] == TakeoutMatch())
    // Counted like the original of equal name.
    let counted = match([base + "-edi(1).jpg", base + "(1).jpg"], [base + ".jpg(1).json"])
    #expect(counted[0] == TakeoutMatch(sidecar: 0, how: .editedCopy, original: 1))
  }

  @Test func `an edit of an edit leads to the first`() {
    let found = match(["X~2-edited.jpg", "X.jpg", "X~2.jpg"], ["X.jpg.json"])
    #expect(found[0] == TakeoutMatch(sidecar: 0, how: .editedCopy, original: 2))
    #expect(found[2] == TakeoutMatch(sidecar: 0, how: .numberedVersion, original: 1))
    #expect(match(["X~2-edited.jpg"], ["X.jpg.json"])[0].sidecar == 0)
    let hostile = "a" + String(repeating: "-edited~2", count: 500) + ".jpg"
    #expect(match([hostile], ["a.jpg.json"])[0].sidecar == nil)
  }

  @Test func `an edited copy whose original has no sidecar knows its original`() {
    let found = match(["IMG_1-edited.jpg", "IMG_1.jpg"], [String]())
    #expect(found == [TakeoutMatch(how: .editedCopy, original: 1), TakeoutMatch()])
  }

  @Test func `a live photo's video follows its still, the HEIC first`() {
    let media = ["IMG_1.MP4", "IMG_1.JPG", "IMG_1.HEIC", "img_2.mov", "IMG_2.heic"]
    let found = match(media, ["IMG_1.JPG.json", "IMG_1.HEIC.json", "IMG_2.heic.json"])
    #expect(found.map(\.sidecar) == [1, 0, 1, 2, 2])
    #expect(found[0] == TakeoutMatch(sidecar: 1, how: .livePhoto, original: 2))
    #expect(found[3] == TakeoutMatch(sidecar: 2, how: .livePhoto, original: 4))
  }

  @Test func `a sidecar without an extension goes to the still, not to its video`() {
    let found = match(["IMG_1.MP4", "IMG_1.HEIC"], ["IMG_1.json"])
    #expect(found[0] == TakeoutMatch(sidecar: 0, how: .livePhoto, original: 1))
    #expect(found[1] == TakeoutMatch(sidecar: 0, how: .nameWithoutExtension))
    #expect(match(["photo.jpg"], [("photo.json", "photo.png")])[0].sidecar == nil)
  }

  @Test func `motion parts belong to their photos`() {
    let media = ["PXL_1.MP", "PXL_1.MP.jpg", "PXL_2.MV", "PXL_2.jpg", "PXL_3(1).MP", "MVIMG_4"]
    let sidecars = [
      "PXL_1.MP.jpg.json", "PXL_2.jpg.json", "PXL_3.MP.jpg(1).json", "MVIMG_4.jpg.json",
    ]
    let found = match(media, sidecars)
    #expect(found.map(\.sidecar) == [0, 0, 1, 1, 2, 3])
    #expect(found[0] == TakeoutMatch(sidecar: 0, how: .motionPart, original: 1))
    #expect(found[5].how == .motionPart)
  }

  @Test func `a forgotten duplicate knows whose sidecar it shares`() {
    let base = String("abcdefghij".cycled(to: 47))
    let found = match([base + "(1).jpg", base + ".jpg"], [String(base.prefix(46)) + ".json"])
    #expect(found[0] == TakeoutMatch(sidecar: 0, how: .forgottenDuplicate, original: 1))
    #expect(match(["a(1).jpg", "a.jpg"], ["a.jpg.json"])[0].sidecar == nil)
  }

  @Test func `titles are cleaned, and undone from HTML, before they are compared`() {
    let sidecars: [(String, String?)] = [
      ("cut.json", "a/b:c*d?e\"f<g>h|i&j%k'l\\m\nn.jpg"), ("cut(1).json", "Tom &amp; Jerry.jpg"),
    ]
    #expect(match(["a_b_c_d_e_f_g_h_i_j_k_l_m_n.jpg"], sidecars)[0].sidecar == 0)
    #expect(match(["Tom _ Jerry(1).jpg"], sidecars)[0].sidecar == 1)
    #expect(match(["27_06_12 - 2.jpg"], [("x.json", "27/06/12 - 2")])[0].sidecar == 0)
  }

  @Test func `case counts first and is folded last`() {
    let media = ["A.MOV", "a.mov", "B.jpg"]
    let found = match(media, ["a.mov.json", "A.MOV.json", "b.JPG.JSON"])
    #expect(found.map(\.sidecar) == [1, 0, 2])
  }

  @Test func `two parts of an export with the same path keep to themselves`() {
    let media = [TakeoutMedia(name: "A.jpg", part: 1), TakeoutMedia(name: "A.jpg", part: 2)]
    let both = (1...2).map { TakeoutSidecarFile(name: "A.jpg.json", title: nil, part: 3 - $0) }
    #expect(TakeoutMatching.match(media: media, sidecars: both).map(\.sidecar) == [1, 0])
    let one = [TakeoutSidecarFile(name: "A.jpg.json", title: nil, part: 7)]
    #expect(TakeoutMatching.match(media: media, sidecars: one).map(\.sidecar) == [0, 0])
  }

  @Test func `nine thousand files are matched`() {
    let numbers = 0..<3000
    let media = numbers.flatMap {
      ["IMG_\($0).HEIC", "IMG_\($0).MOV", "IMG_\($0)-edited.jpg"]
    }
    let sidecars = numbers.map { "IMG_\($0).HEIC.supplemental-metadata.json" }
    let found = match(media, sidecars)
    #expect(found.indices.allSatisfy { found[$0].sidecar == $0 / 3 })
  }

  @Test func `six thousand files of one cut name are matched`() {
    let base = String("abcdefghij".cycled(to: 47))
    let media = (0..<6000).map { $0 == 0 ? base + ".jpg" : base + "(\($0)).jpg" }
    let sidecars = (0..<3000).map {
      (String(base.prefix(46)) + ($0 == 0 ? "" : "(\($0))") + ".json", base + "xyz.jpg")
    }
    let found = match(media, sidecars)
    #expect(found.indices.allSatisfy { found[$0].sidecar == ($0 < 3000 ? $0 : 0) })
  }

  @Test(arguments: ["", ".", "..", "()", "(1)", ".json", "a.", "~2", "-edited", ".jpg", "(1).jpg"])
  func `odd names match nothing`(name: String) {
    #expect(match([name], ["", ".json", "(1).json", "x.json", "..json"]).count == 1)
    #expect(match(["x.jpg"], [name])[0].sidecar == nil)
  }
}

@Suite("Names of edited copies")
struct EditedNamesTests {
  @Test(
    arguments: [
      ("IMG_1-edited", "IMG_1"), ("IMG_1-edited(2)", "IMG_1(2)"), ("IMG_1~2", "IMG_1"),
      ("IMG_1~12(1)", "IMG_1(1)"), ("a-mix", "a"), ("IMG_1-2023", nil), ("-edited", nil),
      ("IMG_1", nil), ("IMG_1~", nil), ("~2", nil), ("IMG-COLLAGE", nil), ("", nil),
    ] as [(String, String?)])
  func `a suffix of the table is taken off`(stem: String, original: String?) {
    #expect(EditedNames.original(ofEdited: stem) == original)
  }

  @Test(
    arguments: [
      ("IMG_E1234", "IMG_1234"), ("IMG_E1234(1)", "IMG_1234(1)"), ("IMG_1234", nil),
      ("IMG_EX12", nil), ("IMG_E12", nil), ("img_E1234", nil),
    ] as [(String, String?)])
  func `an iPhone's edit is told by its E`(stem: String, original: String?) {
    #expect(EditedNames.original(ofAppleEdited: stem) == original)
  }
}

extension String {
  /// The text repeated until it has `length` characters.
  fileprivate func cycled(to length: Int) -> Substring {
    String(repeating: self, count: length / count + 1).prefix(length)
  }
}
