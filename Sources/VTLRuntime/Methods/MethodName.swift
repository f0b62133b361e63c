/// The Java methods of all classes here, each spelled as in Java.
///
/// A template's names are looked up once, when it is compiled. A coding key, because the compiler
/// writes down how those are spelled: reflection would have to be asked for each at every start.
package enum MethodName: Int, BitwiseCopyable, CodingKey, CaseIterable {
    /// A name that no class here has.
    case unknown
    case abs, add, addAll, and, andNot
    case bitCount, bitLength, booleanValue, byteValue, byteValueExact
    case charAt, charCount, chars, charValue, clear, clearBit, clone, codePointAt, codePointBefore
    case codePointCount, compare, compareTo, compareToIgnoreCase, compareUnsigned, concat, contains
    case containsAll, containsKey, containsValue, contentEquals, copyOf, copyValueOf
    case count
    case decode, digit, divide, divideAndRemainder, divideToIntegralValue, divideUnsigned
    case doubleToLongBits, doubleToRawLongBits, doubleValue
    case endsWith, ensureCapacity, entrySet, equals, equalsIgnoreCase
    case flipBit, floatToIntBits, floatToRawIntBits, floatValue, forDigit, format, formatted
    case gcd, get, getBytes, getClass, getKey, getLowestSetBit, getName, getNumericValue
    case getOrDefault, getPackageName, getSimpleName, getTypeName, getValue
    case hasNext, hasPrevious, hashCode, highestOneBit
    case indent, indexOf, intBitsToFloat, intValue, intValueExact, intern
    case isAlphabetic, isArray, isBlank, isDigit, isEmpty, isFinite, isHighSurrogate, isInfinite
    case isInterface, isLetter, isLetterOrDigit, isLowSurrogate, isLowerCase, isNaN, isPrimitive
    case isProbablePrime, isSpaceChar, isSurrogate, isUpperCase, isWhitespace, iterator
    case join
    case keySet
    case lastIndexOf, length, lines, listIterator, logicalAnd, logicalOr, logicalXor
    case longBitsToDouble, longValue, longValueExact, lowestOneBit
    case matches, max, min, mod, modInverse, modPow, movePointLeft, movePointRight, multiply
    case negate, next, nextIndex, not, numberOfLeadingZeros, numberOfTrailingZeros
    case of, offsetByCodePoints, or
    case parseBoolean, parseByte, parseDouble, parseFloat, parseInt, parseLong, parseShort
    case parseUnsignedInt, parseUnsignedLong, plus, pow, precision, previous, previousIndex, put
    case putAll, putIfAbsent
    case regionMatches, remainder, remainderUnsigned, remove, removeAll, `repeat`, replace
    case replaceAll, replaceFirst, retainAll, reverse, reverseBytes, rotateLeft, rotateRight
    case scale, scaleByPowerOfTen, set, setBit, setScale, setValue, shiftLeft, shiftRight
    case shortValue, shortValueExact, signum, size, sort, split, sqrt, startsWith, stream, strip
    case stripLeading, stripTrailing, stripTrailingZeros, subList, subSequence, substring
    case subtract, sum
    case testBit, toArray, toBigInteger, toBigIntegerExact, toBinaryString, toCharArray
    case toCodePoint, toHexString, toLowerCase, toOctalString, toPlainString, toString
    case toTitleCase, toUnsignedInt, toUnsignedLong, toUnsignedString, toUpperCase, trim
    case trimToSize
    case ulp, unscaledValue
    case valueOf, values
    case xor

    /// The name as it is written in a template.
    package var javaName: String { stringValue }
}
