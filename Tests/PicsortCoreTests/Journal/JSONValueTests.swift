import PicsortCore
import Testing

@Suite("JSON, read strictly")
struct JSONValueTests {
  @Test(
    arguments: [
      ("{}", .object([:])),
      (" [ ] ", .array([])),
      ("\t[1,\n2 ,\r3]", .array([.integer(1), .integer(2), .integer(3)])),
      ("null", .null),
      ("[true,false]", .array([.bool(true), .bool(false)])),
      ("0", .integer(0)),
      ("-0", .integer(0)),
      ("-17", .integer(-17)),
      ("9223372036854775807", .integer(Int.max)),
      ("-9223372036854775808", .integer(Int.min)),
      ("9223372036854775808", .real(9_223_372_036_854_775_808)),
      ("0.5", .real(0.5)),
      ("-1.25e2", .real(-125)),
      ("1E+2", .real(100)),
      ("1e-2", .real(0.01)),
      ("\"\"", .string([])),
      (#""\"\\\/\b\f\n\r\t""#, .string([0x22, 0x5C, 0x2F, 8, 12, 10, 13, 9])),
      (#""\u0041\u00e9\u20AC""#, .string(Array("Aé€".utf8))),
      (#""\ud83c\udfd6""#, .string(Array("🏖".utf8))),
      (#""\u0000""#, .string([0])),
      ("\"\u{7F}é\"", .string(Array("\u{7F}é".utf8))),
      (#"{"a":{"b":[{}]}}"#, .object(["a": .object(["b": .array([.object([:])])])])),
    ] as [(String, JSONValue)])
  func `what RFC 8259 allows is read`(text: String, value: JSONValue) throws {
    #expect(try JSONValue(Array(text.utf8)) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "True", "nullx", "[", "]", "{", "}", "[1", "[1,", "[,1]", "[1,]", "[1 2]",
    "{\"a\"}",
    "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\":1 \"b\":2}", "1 2", "{} {}",
    "[] x",
    "01", "-01", "00", "01.5", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-.5", "0x10", "1_000",
    "1-2",
    "NaN", "Infinity", "-Infinity", "1e400", "\"", "\"a", "\"\\\"", "\"\\x41\"", "\"\\u00\"",
    "\"\\u00g0\"",
    "\"\\U0041\"", "\"\n\"", "\"\t\"", "\"\u{1F}\"", "// a\n1", "/* a */1", "[1]//", "\u{FEFF}1",
    "\u{A0}1",
  ])
  func `what RFC 8259 forbids is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(Array(text.utf8)) }
  }

  @Test(arguments: [
    #""\ud83c""#, #""\udfd6""#, #""\ud83cx""#, #""\ud83c\n""#, #""\ud83c\u0041""#,
    #""\ud83c\ud83c""#, #""\ud83c\u""#, #""\ud83c\""#,
  ])
  func `half of a surrogate pair is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(Array(text.utf8)) }
  }

  @Test(arguments: [#"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"b":{"a":1,"a":2}}"#])
  func `a name said twice is refused`(text: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(Array(text.utf8)) }
    #expect(error?.reason == "name said twice")
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
  func `depth is bounded`(open: String, close: String) throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(
        (String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
    }
    _ = try JSONValue(nested(31))
    #expect(throws: JSONError.self) { try JSONValue(nested(32)) }
    #expect(throws: JSONError.self) { try JSONValue(nested(100_000)) }
  }

  private static let document =
    #"{"type":"file","n":-12.5e3,"list":[true,false,null,{"a":"\u00e9\ud83c\udfd6\n"}],"x":"Zoë"}"#

  @Test func `every beginning of a document is refused and none traps`() {
    let bytes = Array(Self.document.utf8)
    for length in 0..<bytes.count {
      #expect(throws: JSONError.self) { try JSONValue(Array(bytes[..<length])) }
    }
    #expect(throws: Never.self) { try JSONValue(bytes) }
  }

  @Test func `no single changed byte traps, and errors point into the text`() {
    let bytes = Array(Self.document.utf8)
    for index in bytes.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = bytes
        changed[index] = byte
        do throws(JSONError) {
          _ = try JSONValue(changed)
        } catch {
          guard (0...changed.count).contains(error.offset) else {
            Issue.record("offset \(error.offset) for byte \(byte) at \(index)")
            continue
          }
        }
      }
    }
  }

  @Test func `a value answers only to what it is`() throws {
    let value = try JSONValue(Array(#"{"t":"a%41","n":3,"r":3.0,"b":true,"l":[1]}"#.utf8))
    #expect(value["t"]?.text == "a%41")
    #expect(value["t"]?.path == Array("aA".utf8))
    #expect(value["n"]?.integer == 3)
    #expect(value["r"]?.integer == nil)
    #expect(value["b"]?.bool == true)
    #expect(value["l"]?.array == [.integer(1)])
    #expect(value["n"]?.text == nil && value["t"]?.integer == nil && value["n"]?.bool == nil)
    #expect(value["l"]?["t"] == nil && value["missing"] == nil && value["t"]?.array == nil)
    #expect(JSONValue.string([0xFF]).text == nil)
  }
}

@Suite("JSON, written")
struct JSONObjectWriterTests {
  @Test func `fields come in the order of the calls`() {
    var writer = JSONObjectWriter()
    writer.field("b", 1)
    writer.field("a", "x")
    writer.field("c", true)
    writer.field("d", ["1", "2"])
    writer.field("e", json: Array("{}".utf8))
    writer.close()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"b":1,"a":"x","c":true,"d":["1","2"],"e":{}}"#)
  }

  @Test func `an object without fields is one`() {
    var writer = JSONObjectWriter()
    writer.close()
    #expect(writer.bytes == Array("{}".utf8))
  }

  @Test func `every scalar below 256 and some beyond come back`() throws {
    for scalar in (0..<256).compactMap(Unicode.Scalar.init) + ["€", "🏖", "\u{2028}", "\u{FFFF}"] {
      let text = "a\(Character(scalar))b"
      var writer = JSONObjectWriter()
      writer.field("t", text)
      writer.field("l", [text, text])
      writer.field("p", path: Array(text.utf8))
      writer.close()
      let value = try JSONValue(writer.bytes)
      #expect(value["t"] == .string(Array(text.utf8)))
      #expect(value["l"] == .array([.string(Array(text.utf8)), .string(Array(text.utf8))]))
      #expect(value["p"]?.path == Array(text.utf8))
      // jq and a terminal get no control character.
      #expect(writer.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
  }

  @Test(arguments: [
    0, 1, -1, 9, 10, 99, 12_345_678, 123_456_789, 1_234_567_890_123_456, 12_345_678_901_234_567,
    1_700_000_000_123_456_789, Int.max, Int.min, Int.max - 1, Int.min + 1,
  ])
  func `numbers are written in full`(number: Int) throws {
    var writer = JSONObjectWriter()
    writer.field("n", number)
    writer.close()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\"n\":\(number)}")
    #expect(try JSONValue(writer.bytes)["n"]?.integer == number)
  }
}
