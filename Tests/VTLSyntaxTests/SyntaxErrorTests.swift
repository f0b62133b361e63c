import Diagnostics
import Testing

@testable import VTLSyntax

/// What is said about templates that Velocity refuses.
@Suite struct SyntaxErrorTests {
    @Test(arguments: templates)
    func reports(template: String, expected: String) {
        let file = SourceFile(name: "t", bytes: Array(template.utf8))
        let error = #expect(throws: SyntaxErrors.self) {
            try TemplateParser.parse(file, dialect: .velocity)
        }
        let lines = (error?.diagnostics ?? []).flatMap { diagnostic in
            [diagnostic.summary] + diagnostic.notes.map { "  note: " + $0 }
        }
        #expect(lines.joined(separator: "\n") == expected)
    }

    static let templates: [(String, String)] = [
        (
            "#if($a & $b)x#elseif($c == null)y#end #set($x = 5-3)$y\n#foreach(x in $l)#end",
            """
            t:1:8: error[unexpected-token]: expected an operator or `)`, found `&`
              note: write `&&` or `and`
            t:1:28: error[expected-value]: expected a value, found `null`
              note: `null` can only be an argument of a method; compare with an unset variable
            t:1:50: error[unexpected-token]: expected an operator or `)`, found `-3`
              note: a subtraction needs a blank after its `-`
            t:2:10: error[bare-word]: expected a reference or a literal in `#foreach`, found a bare word
              note: a string needs quotes, a reference a `$`
            """
        ),
        (
            "#if(($t)a#end",
            """
            t:1:9: error[unexpected-token]: expected an operator or `)`, found `a`
            """
        ),
        (
            "#if($x)\nok\n#else\nno",
            """
            t:1:1: error[unclosed-block]: expected `#end` for `#if`, found the end of the template
            """
        ),
        (
            "Hello $",
            """
            t:1:7: error[dangling-dollar]: a template cannot end in a lone `$`
              note: a `$` is text when anything follows it, even a newline
            """
        ),
        (
            "Hello #",
            """
            t:1:7: error[dangling-hash]: a template cannot end in a lone `#`
              note: a `#` is text when anything follows it, even a newline
            """
        ),
        (
            "## a $",
            """
            t:1:6: error[dangling-dollar]: a template cannot end in a lone `$`
              note: a `$` is text when anything follows it, even a newline
            """
        ),
        (
            "#*",
            """
            t:1:1: error[unclosed-comment]: expected `*#` before the template's end
            """
        ),
        (
            "#[[ raw",
            """
            t:1:1: error[unclosed-raw-text]: expected `]]#` before the template's end
            """
        ),
        (
            "#set($x = \"a",
            """
            t:1:11: error[unclosed-string]: expected a closing quote before the template's end
            """
        ),
        (
            "#set($x = [\"a\",\n 1",
            """
            t:2:3: error[unexpected-token]: expected `,` or `]`, found the end of the template
              note: `[` is open since line 1, column 11
            """
        ),
        (
            "#set($x = {\"a\": 1,})",
            """
            t:1:19: error[expected-value]: expected a value, found `}`
            """
        ),
        (
            "#set($x = {a: 1})",
            """
            t:1:12: error[expected-value]: expected a value, found `a`
              note: a string needs quotes, a reference a `$`
            """
        ),
        (
            "#set($x = {\"a\" 1})",
            """
            t:1:16: error[expected-colon]: expected `:` after the key, found `1`
            """
        ),
        (
            "#set($x = [1 2])",
            """
            t:1:14: error[unexpected-token]: expected `,` or `]`, found `2`
            """
        ),
        (
            "#set($x = [1,])",
            """
            t:1:14: error[expected-value]: expected a value, found `]`
            """
        ),
        (
            "${s.a",
            """
            t:1:6: error[unclosed-reference]: expected `.name`, `[index]` or `}`, found the end of the template
              note: `${` is open since line 1, column 1
            """
        ),
        (
            "${s }",
            """
            t:1:4: error[unclosed-reference]: expected `.name`, `[index]` or `}`, found white space
            """
        ),
        (
            "${s..x}",
            """
            t:1:4: error[unclosed-reference]: expected `.name`, `[index]` or `}`, found `.`
            """
        ),
        (
            "#set($x = \"it's #if($a)b\")",
            """
            t:1:17: error[unclosed-block]: expected `#end` for `#if`, found the end of the string
            """
        ),
        (
            "#set($x = \"\\\"\")",
            """
            t:1:14: error[unclosed-string]: expected a closing quote before the template's end
              note: a quote is written twice; a backslash does not escape it
            """
        ),
        (
            "x#end",
            """
            t:1:2: error[orphan-end]: `#end` without a directive that it could close
            """
        ),
        (
            "x#else y",
            """
            t:1:2: error[orphan-else]: `#else` and `#elseif` belong between `#if` and `#end`
            """
        ),
        (
            "#if(true)a#else b#else c#end",
            """
            t:1:18: error[misplaced-else]: expected `#end`, as `#else` comes last in an `#if`, found `#else`
            """
        ),
        (
            "#if(true)#foreach($a in $b)#else#end#end",
            """
            t:1:28: error[orphan-else]: `#else` and `#elseif` belong between `#if` and `#end`
            """
        ),
        (
            "#macro(\"x\")a#end",
            """
            t:1:8: error[expected-macro-name]: expected the macro's name, a word without quotes, first in `#macro`
            """
        ),
        (
            "#macro mm",
            """
            t:1:1: error[expected-arguments]: expected `(` and arguments after `#macro`
            """
        ),
        (
            "#macro()#end",
            """
            t:1:1: error[expected-macro-name]: expected the macro's name, a word without quotes, first in `#macro`
            """
        ),
        (
            "#set($x = \"abc\".length())",
            """
            t:1:16: error[unexpected-token]: expected an operator or `)`, found `.`
              note: only a reference has properties and methods
            """
        ),
        (
            "#set(x = 1)",
            """
            t:1:6: error[expected-target]: expected a reference to assign to, found `x`
              note: a string needs quotes, a reference a `$`
            """
        ),
        (
            "#set(\"a\" = 1)",
            """
            t:1:6: error[expected-target]: expected a reference to assign to, found `"a"`
            """
        ),
        (
            "#set($x == 1)",
            """
            t:1:9: error[expected-assignment]: expected `=` after the reference, found `==`
            """
        ),
        (
            "#set($x += 1)",
            """
            t:1:9: error[expected-assignment]: expected `=` after the reference, found `+`
            """
        ),
        (
            "#set()",
            """
            t:1:6: error[expected-target]: expected a reference to assign to, found `)`
            """
        ),
        (
            "#set($x)",
            """
            t:1:8: error[expected-assignment]: expected `=` after the reference, found `)`
            """
        ),
        (
            "#set($x = $l[$i + 1])",
            """
            t:1:17: error[unexpected-token]: expected `]`, found `+`
              note: there is no arithmetic in arguments and indexes; use a variable
            """
        ),
        (
            "$s.substring($n - 1)",
            """
            t:1:17: error[unexpected-token]: expected `,` or `)`, found `-`
              note: there is no arithmetic in arguments and indexes; use a variable
            """
        ),
        (
            "$s.a(,)",
            """
            t:1:6: error[unexpected-token]: expected an argument or `)`, found `,`
            """
        ),
        (
            "$s.a(1,)",
            """
            t:1:8: error[expected-value]: expected a value, found `)`
            """
        ),
        (
            "$l[]",
            """
            t:1:4: error[expected-value]: expected an index: an integer, a string, a boolean or a reference, found `]`
            """
        ),
        (
            "$l[1.5]",
            """
            t:1:4: error[expected-value]: expected an index: an integer, a string, a boolean or a reference, found `1.5`
            """
        ),
        (
            "$s.a( )",
            """
            t:1:7: error[expected-value]: expected a value, found `)`
            """
        ),
        (
            "#foreach($i in [1..])x#end",
            """
            t:1:20: error[expected-range-bound]: expected an integer or a reference after `..`, found `]`
            """
        ),
        (
            "#foreach $a",
            """
            t:1:1: error[expected-arguments]: expected `(` and arguments after `#foreach`
            """
        ),
        (
            "#define x",
            """
            t:1:1: error[expected-arguments]: expected `(` and arguments after `#define`
            """
        ),
        (
            "#define($a $b)#end",
            """
            t:1:1: error[expected-arguments]: expected one reference in `#define`
            """
        ),
        (
            "#evaluate(1)",
            """
            t:1:1: error[expected-arguments]: expected one string or reference in `#evaluate`
            """
        ),
        (
            "#stop(\"a\" \"b\")",
            """
            t:1:11: error[too-many-arguments]: expected at most one argument in `#stop`
            """
        ),
        (
            "#break($a $b)",
            """
            t:1:11: error[too-many-arguments]: expected at most one argument in `#break`
            """
        ),
        (
            "#include(x)",
            """
            t:1:10: error[bare-word]: expected a reference or a literal in `#include`, found a bare word
              note: a string needs quotes, a reference a `$`
            """
        ),
        (
            "#if x",
            """
            t:1:5: error[expected-condition]: expected `(` and a condition after `#if`, found `x`
            """
        ),
        (
            "#if()a#end",
            """
            t:1:5: error[expected-value]: expected a value, found `)`
            """
        ),
        (
            "#set($x = \"\\u00g0\")",
            """
            t:1:12: error[bad-unicode-escape]: expected four hexadecimal digits after `\\u`
            """
        ),
        (
            "$true",
            """
            t:1:1: error[keyword-as-name]: `true` and `false` cannot be names
            """
        ),
        (
            "${false}",
            """
            t:1:3: error[keyword-as-name]: `true` and `false` cannot be names
            """
        ),
        (
            "#set($x = é)",
            """
            t:1:11: error[expected-value]: expected a value, found `é`
            """
        ),
        (
            "#set($x = $a ~ 1)",
            """
            t:1:14: error[unexpected-token]: expected an operator or `)`, found `~`
            """
        ),
        (
            "#set($x = #5)",
            """
            t:1:11: error[expected-value]: expected a number without a `#` in front
            """
        ),
        (
            "#literal()#end",
            """
            t:1:1: error[empty-literal]: expected text between `#literal()` and `#end`
            """
        ),
        (
            "#nope(1 + 2)",
            """
            t:1:9: error[expected-value]: expected an argument, found `+`
            """
        ),
        (
            "#if(true)a#endif",
            """
            t:1:1: error[unclosed-block]: expected `#end` for `#if`, found the end of the template
            """
        ),
        (
            "#set($x = \"$a\"\n  + \"#if(1)\")\n#set($y = null)",
            """
            t:2:6: error[unclosed-block]: expected `#end` for `#if`, found the end of the string
            t:3:11: error[expected-value]: expected a value, found `null`
              note: `null` can only be an argument of a method; compare with an unset variable
            """
        ),
    ]
}
