import Testing

@testable import JSONPath

@Suite("Decimal texts")
struct DecimalTextTests {
    @Test(
        "what BigDecimal reads",
        arguments: ["0", "-1", "+1", "05", "5.", ".5", "1e3", "1E-3", "1.5e+10"])
    func read(_ text: String) { #expect(DecimalText.isDecimal(Array(text.utf8))) }

    @Test(
        "what it refuses",
        arguments: ["", "-", ".", "e5", "1e", "1 ", "0x1", "1.2.3", "1e99999999999", "NaN"])
    func refused(_ text: String) { #expect(!DecimalText.isDecimal(Array(text.utf8))) }
}
