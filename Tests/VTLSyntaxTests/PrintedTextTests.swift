import Diagnostics
import Testing

@testable import VTLSyntax

/// What Velocity 1.7 prints for templates whose references have no value: everything that the
/// parser alone decides. The expectations are outputs of Velocity 1.7.
@Suite struct PrintedTextTests {
    @Test(arguments: templates)
    func printsAsVelocity(template: String, output: String) throws {
        let tree = try parse(template)
        #expect(String(decoding: printed(tree.statements), as: UTF8.self) == output)
    }

    static let templates: [(String, String)] = [
        // Escapes
        ("\\$a", "\\$a"),
        ("\\\\$a", "\\\\$a"),
        ("\\\\\\$a", "\\\\$a"),
        ("\\$!a", "\\$!a"),
        ("\\\\$!a", "\\\\"),
        ("$\\!a", "$!a"),
        ("$\\!a.b c", "$!a c"),
        ("$$a", "$$a"),
        ("\\$$a", "\\$a"),
        ("$\\$a", "$\\$a"),
        ("\\\\$$a", "\\\\$$a"),
        ("#$a", "#$a"),
        ("#\\$a", "#\\$a"),
        ("\\#if(true)", "#if(true)"),
        ("\\\\#if(true)x#end", "\\x"),
        ("\\\\\\\\#if(true)x#end", "\\\\x"),
        ("\\#end \\#else \\#stop \\#{else}", "#end #else #stop #{else}"),
        ("\\#foo \\\\#foo", "\\#foo \\\\#foo"),
        ("\\#macro", "#macro"),
        ("a\\b \\\" \\' \\", "a\\b \\\" \\' \\"),
        ("\\\\", "\\\\"),
        ("\\\\ stop", "\\ stop"),
        ("\\##x", "\\"),
        ("\\#mm #macro(mm)#end\\#mm", "\\#mm #mm"),
        // Dollar signs and hashes
        ("$5.00 $ $- $! $!! x", "$5.00 $ $- $ $! x"),
        ("$!!a", "$!a"),
        ("#123 #-1.5 #1..2 # #- #@ #@x #fff x", "#123 #-1.5 #1..2 # #- #@ #@x #fff x"),
        ("$[0] $.a.b() $![ $\\![", "$[0] $.a.b() $![ $\\!["),
        ("$a$.b.c() d", "$a$.b d"),
        ("#{x} #{ else } #{1}", "#{x} #{ else } #{1}"),
        ("a#b #ifx #ended #_a", "a#b #ifx #ended #_a"),
        ("#nosuch", "#nosuch"),
        ("$é ${ a } ${} $1x", "$é ${ a } ${} $1x"),
        ("# $ \\ é", "# $ \\ é"),
        // References without a value
        ("$a ${a} $!a $!{a}.", "$a ${a}  ."),
        ("$a.b ${a.b} $!a.b!", "$a.b ${a.b} !"),
        ("$a-b $a_b $a.b-c $a.b_c", "$a-b $a_b $a.b-c $a.b_c"),
        ("$a. $a.. $a.1 $a._b $a. b()", "$a. $a.. $a.1 $a._b $a. b()"),
        ("$a.b( $c , \"d\" )x", "$a.b( $c , \"d\" )x"),
        ("$a.b(1)[2].c(\"(\")(3)", "$a.b(1)[2].c(\"(\")(3)"),
        ("$a[0] $a[ \"b\" ] $a[$b[1]]", "$a[0] $a[ \"b\" ] $a[$b[1]]"),
        ("$a.b() [1] $a .b", "$a.b() [1] $a .b"),
        ("$a{b}c", "$a{c"),
        ("$a#set($b = 1)c.d() e", "$ac e"),
        ("$a.b(#set($c = 1)", "$a.b("),
        ("$a.b## c", "$a.b## c"),
        ("$a.b()## c", "$a.b()"),
        ("$a->b", "$a->b"),
        // Comments and raw text
        ("a ## b\nc", "a c"),
        ("a## b", "a"),
        ("## a\n\nb", "\nb"),
        ("### a\nb", "b"),
        ("#* a *#b#** c *#d#**#e", "bde"),
        ("a #* b", "a "),
        ("#* a #*# b *# c", " c"),
        ("#* a $#**# b", "$ b"),
        ("$## a\nb", "$b"),
        ("#[[ $a #if ]]#b", " $a #if b"),
        ("#[[[1,2]]]#", "[1,2]"),
        ("$#[[a]]#b", "[ab"),
        ("#[[a#[[b]]#c", "a#[[bc"),
        // White space
        ("#set($a = 1) #set($b = 2)\nc", "c"),
        ("a\n  #if(true)  \n    b\n  #end  \nc", "a\n      b\n  c"),
        ("\n  #set($a = 1)\nb", "\n  b"),
        ("  #set($a = 1)\n  $b\n", "  $b\n"),
        ("x #if(true)\na#end", "x a"),
        ("#if(true)\n\na#end", "\na"),
        ("#if(true)a#else  \nb#end\n\nc", "a\nc"),
        ("#if(true) a #end b", " a  b"),
        ("a\n  #[[b]]#\nc", "a\n  b\nc"),
        ("#if\n(true)a#end", "a"),
        ("#{if}(true)a#{else}b#{end}c", "ac"),
        ("$a  #set($b = 1)  c", "$a  c"),
        ("## a\n  #set($b = 1)c", "c"),
        ("#set($a = 1)#set($a = 1)\n\nb", "\nb"),
        ("#literal() $a #if(true)b#end ## c\n#end d", " $a #if(true)b#end ##\n d"),
        // Calls of unknown macros
        ("#foo()  \na", "#foo()  \na"),
        (
            "#foo($a \"b$c\" [1,$d] {\"e\":1} [1..2] -1.5 true bar )",
            "#foo($a \"b$c\" [1,$d] {\"e\":1} [1..2] -1.5 true bar )"
        ),
        ("#foo (1)x", "#foo (1)x"),
        ("#{foo}(1)x", "#{foo}(1)x"),
        ("#@foo(1)a $b #* c *##end d", "#@foo(1)a $b *##end d"),
        ("#@foo x", "#@foo x"),
    ]

    @Test func stringsKnowMacrosDefinedBehindThem() throws {
        let tree = try parse("#set($a = \"\\#m()\")\\#m()#macro(m)#end\\#m()")
        #expect(
            tree.dump == """
                1:1  set
                1:6    reference a "$a"
                1:11    interpolated string
                1:12      text "#m()"
                1:19  text "\\\\#m()"
                1:24  macro m
                1:37  text "#m()"

                """)
    }

    @Test func escapedReferencesStayWhereEverythingIsDefined() throws {
        let tree = try parse("$\\!a|\\$b", .apiGateway)
        #expect(
            tree.dump == """
                1:5  text "|"
                1:7  reference b escaped "$b"

                """)
    }

    /// Prints statements while every reference is null and no macro is known.
    private func printed(_ statements: [Statement]) -> [UInt8] {
        statements.flatMap { statement -> [UInt8] in
            switch statement {
            case .text(let bytes, _): bytes
            case .reference(let reference): printed(reference)
            case .conditional(let directive): printed(directive)
            case .call(let call): call.literal
            case .set, .foreach, .define, .macroDefinition, .command: []
            }
        }
    }

    private func printed(_ reference: Reference) -> [UInt8] {
        if reference.isEscaped {
            return reference.escapePrefix + [UInt8(ascii: "\\")] + reference.literal
        }
        return reference.escapePrefix + reference.escapePrefix + reference.prefix
            + (reference.isQuiet ? [] : reference.literal)
    }

    private func printed(_ directive: ConditionalDirective) -> [UInt8] {
        for branch in directive.branches {
            if case .boolean(true) = branch.condition.kind { return printed(branch.body) }
        }
        return printed(directive.otherwise ?? [])
    }
}

func parse(_ template: String, _ dialect: SyntaxDialect = .velocity) throws -> SyntaxTree {
    try TemplateParser.parse(
        SourceFile(name: "t", bytes: Array(template.utf8)), dialect: dialect)
}
