extension UInt8 {
  /// The same letter of ASCII in lower case; any other byte as it is.
  var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
