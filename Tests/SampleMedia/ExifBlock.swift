/// The Exif of a sample photo: a TIFF structure with the fields that tell when and by what the
/// photo was taken, each written where the Exif standard puts it.
///
/// A field that is nil is not written. Texts are written as they are, so odd and damaged ones are
/// as easy as good ones.
package struct ExifBlock: Sendable {
  package var make: String?
  package var model: String?
  /// IFD0 0x0132.
  package var dateTime: String?
  /// ExifIFD 0x9003.
  package var dateTimeOriginal: String?
  /// ExifIFD 0x9004.
  package var dateTimeDigitized: String?
  /// ExifIFD 0x9290, 0x9291 and 0x9292.
  package var subSecTime: String?
  package var subSecTimeOriginal: String?
  package var subSecTimeDigitized: String?
  /// ExifIFD 0x9010, 0x9011 and 0x9012.
  package var offsetTime: String?
  package var offsetTimeOriginal: String?
  package var offsetTimeDigitized: String?
  /// GPS IFD 0x001D, `YYYY:MM:DD` in UTC.
  package var gpsDateStamp: String?
  /// GPS IFD 0x0007: hours, minutes, seconds in UTC.
  package var gpsTimeStamp: (UInt32, UInt32, UInt32)?
  /// Further fields of IFD0.
  package var extraFields: [TIFFField] = []
  /// Further fields of the ExifIFD.
  package var extraExifFields: [TIFFField] = []
  package var order: SampleByteOrder
  package var isBig = false

  package init(
    make: String? = nil, model: String? = nil, dateTime: String? = nil,
    dateTimeOriginal: String? = nil, dateTimeDigitized: String? = nil,
    subSecTime: String? = nil, subSecTimeOriginal: String? = nil,
    subSecTimeDigitized: String? = nil, offsetTime: String? = nil,
    offsetTimeOriginal: String? = nil, offsetTimeDigitized: String? = nil,
    gpsDateStamp: String? = nil, gpsTimeStamp: (UInt32, UInt32, UInt32)? = nil,
    order: SampleByteOrder = .little
  ) {
    self.make = make
    self.model = model
    self.dateTime = dateTime
    self.dateTimeOriginal = dateTimeOriginal
    self.dateTimeDigitized = dateTimeDigitized
    self.subSecTime = subSecTime
    self.subSecTimeOriginal = subSecTimeOriginal
    self.subSecTimeDigitized = subSecTimeDigitized
    self.offsetTime = offsetTime
    self.offsetTimeOriginal = offsetTimeOriginal
    self.offsetTimeDigitized = offsetTimeDigitized
    self.gpsDateStamp = gpsDateStamp
    self.gpsTimeStamp = gpsTimeStamp
    self.order = order
  }

  /// The fields of IFD0, those of the ExifIFD and the GPS IFD beneath them.
  package var fields: [TIFFField] {
    var fields = texts([(0x010F, make), (0x0110, model), (0x0132, dateTime)]) + extraFields
    if !exifFields.isEmpty { fields.append(TIFFField(0x8769, .directory(exifFields))) }
    var gps: [TIFFField] = []
    if let (hours, minutes, seconds) = gpsTimeStamp {
      let time = [hours, minutes, seconds].map { ($0, UInt32(1)) }
      gps.append(TIFFField(0x0007, .rationals(time)))
    }
    gps += texts([(0x001D, gpsDateStamp)])
    if !gps.isEmpty { fields.append(TIFFField(0x8825, .directory(gps))) }
    return fields.sorted { $0.tag < $1.tag }
  }

  /// The fields of the ExifIFD; CR3 has a block whose first directory is this one.
  package var exifFields: [TIFFField] {
    let fields = texts([
      (0x9003, dateTimeOriginal), (0x9004, dateTimeDigitized),
      (0x9010, offsetTime), (0x9011, offsetTimeOriginal), (0x9012, offsetTimeDigitized),
      (0x9290, subSecTime), (0x9291, subSecTimeOriginal), (0x9292, subSecTimeDigitized),
    ])
    return (fields + extraExifFields).sorted { $0.tag < $1.tag }
  }

  /// The block, beginning with the TIFF header; what an `eXIf` chunk holds and what follows
  /// `Exif\0\0` in a JPEG.
  package var bytes: [UInt8] { TIFFBlock(fields, order: order, isBig: isBig).bytes }

  private func texts(_ texts: [(UInt16, String?)]) -> [TIFFField] {
    texts.compactMap { tag, text in text.map { TIFFField(tag, .ascii($0)) } }
  }
}
