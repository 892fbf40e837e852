import MediaMetadata
import PicsortCore

extension FuzzTarget {
  /// The structures that several formats hold, and the files beside photos.
  static let blocks: [FuzzTarget] = [
    FuzzTarget(name: "exif", summary: "an Exif block") { bytes throws(BrokenPromise) in
      var metadata = Metadata()
      try? Exif.read(Bytes(bytes), into: &metadata)
    },
    FuzzTarget(
      name: "xmp", summary: "an XMP packet, in a file and beside one"
    ) { bytes throws(BrokenPromise) in
      let packet = Bytes(bytes)
      var metadata = Metadata()
      XMP.read(packet, into: &metadata)
      for claim in XMP.sidecarClaims(packet) { try check(claim) }
    },
    FuzzTarget(
      name: "iptc", summary: "an IPTC block, bare and among Photoshop's resources"
    ) { bytes throws(BrokenPromise) in
      var metadata = Metadata()
      IPTC.read(Bytes(bytes), into: &metadata)
      PhotoshopResources.read(Bytes(bytes), into: &metadata)
      for claim in metadata.claims { try check(claim) }
    },
    FuzzTarget(
      name: "takeout", summary: "the JSON beside a photo of a Google Takeout"
    ) { bytes throws(BrokenPromise) in
      guard case .sidecar(let sidecar) = TakeoutJSON.read(bytes) else { return }
      if let claim = sidecar.claim { try check(claim) }
    },
    FuzzTarget(name: "inflate", summary: "a zlib stream") { bytes throws(BrokenPromise) in
      let limit = 1 << 20
      let inflated = try? Inflate.zlib(Bytes(bytes), limit: limit)
      try promise((inflated?.count ?? 0) <= limit, "more was inflated than was granted")
    },
  ]
}
