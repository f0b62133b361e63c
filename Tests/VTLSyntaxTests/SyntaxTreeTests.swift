import Diagnostics
import Testing

@testable import VTLSyntax

/// The shape of the tree, as `vtl dump --stage tree` shows it.
@Suite struct SyntaxTreeTests {
    @Test(arguments: templates)
    func dumpsTree(template: String, dump: String) throws {
        #expect(try parse(template).dump == dump)
    }

    static let templates: [(String, String)] = [
        (
            "a $b.c(\"x\", 1)[0]!\n",
            """
            1:1  text "a "
            1:3  reference b "$b.c(\\"x\\", 1)[0]"
            1:5    method c
            1:8      string "x"
            1:13      integer 1
            1:15    index
            1:16      integer 0
            1:18  text "!\\n"

            """
        ),
        (
            "#set($m.k[1] = {\"a\": [1, -2.5, true], \"b\": \"x$y\"})\n",
            """
            1:1  set
            1:6    reference m "$m.k[1]"
            1:8      property k
            1:10      index
            1:11        integer 1
            1:16    map
            1:17      string "a"
            1:22      list
            1:23        integer 1
            1:26        float -2.5
            1:32        true
            1:39      string "b"
            1:44      interpolated string
            1:45        text "x"
            1:46        reference y "$y"

            """
        ),
        (
            "#if($a == 1 && !$b || $c < 2 + 3 * 4)x#elseif(true)y#else z#end",
            """
            1:1  if
            1:5    or
            1:5      and
            1:5        equal
            1:5          reference a "$a"
            1:11          integer 1
            1:16        not
            1:17          reference b "$b"
            1:23      less
            1:23        reference c "$c"
            1:28        add
            1:28          integer 2
            1:32          multiply
            1:32            integer 3
            1:36            integer 4
            1:5    then
            1:38      text "x"
            1:47    true
            1:47    then
            1:52      text "y"
            1:1    else
            1:58      text " z"

            """
        ),
        (
            "#set($x = 9 - 4 - (3 - 2) / 1 % 5)",
            """
            1:1  set
            1:6    reference x "$x"
            1:11    subtract
            1:11      subtract
            1:11        integer 9
            1:15        integer 4
            1:19      modulo
            1:19        divide
            1:19          subtract
            1:20            integer 3
            1:24            integer 2
            1:29          integer 1
            1:33        integer 5

            """
        ),
        (
            "#if($a eq 1 and not $b or $c ge $order)#end",
            """
            1:1  if
            1:5    or
            1:5      and
            1:5        equal
            1:5          reference a "$a"
            1:11          integer 1
            1:17        not
            1:21          reference b "$b"
            1:27      greaterOrEqual
            1:27        reference c "$c"
            1:33        reference order "$order"
            1:5    then

            """
        ),
        (
            "#foreach($i in [1..$n])$i#end#foreach($i in)#end",
            """
            1:1  foreach i
            1:16    range
            1:17      integer 1
            1:20      reference n "$n"
            1:1    do
            1:24      reference i "$i"
            1:30  foreach i
            1:30    do

            """
        ),
        (
            "#macro(m $a, $b)$a#end#m(\"q\" $x)#@m()body#end",
            """
            1:1  macro m a b
            1:17    reference a "$a"
            1:23  call m "#m(\\"q\\" $x)"
            1:26    string "q"
            1:30    reference x "$x"
            1:33  call m "#@m()body#end"
            1:33    body
            1:38      text "body"

            """
        ),
        (
            "#define($d)x#end#stop#break($foreach)",
            """
            1:1  define d
            1:12    text "x"
            1:17  stop
            1:22  break
            1:29    reference foreach "$foreach"

            """
        ),
        (
            "$!{a.b}\\\\\\$$c#$d",
            """
            1:1  reference a quiet formal "$!{a.b}"
            1:5    property b
            1:12  reference c escaped escapes "\\\\" "$c"
            1:15  reference d prefix "#" "$d"

            """
        ),
        (
            "$a.put(\"k\", null)",
            """
            1:1  reference a "$a.put(\\"k\\", null)"
            1:3    method put
            1:8      string "k"
            1:13      word null

            """
        ),
        (
            "#set($x = \"say \"\"$n\"\" \\u0041\")",
            """
            1:1  set
            1:6    reference x "$x"
            1:11    interpolated string
            1:12      text "say \\""
            1:18      reference n "$n"
            1:20      text "\\" A"

            """
        ),
        (
            "#set($x = 'it''s $n')",
            """
            1:1  set
            1:6    reference x "$x"
            1:11    string "it's $n"

            """
        ),
        (
            "#set($x = \"\\uD83D\\uDE00 $\")",
            """
            1:1  set
            1:6    reference x "$x"
            1:11    interpolated string
            1:12      text "😀 $"

            """
        ),
        (
            "#set($x = \"a ## b\")",
            """
            1:1  set
            1:6    reference x "$x"
            1:11    interpolated string
            1:12      text "a "

            """
        ),
        (
            "#set($x = [])#set($y = { })#set($z = [ $a .. -3 ])",
            """
            1:1  set
            1:6    reference x "$x"
            1:11    list
            1:14  set
            1:19    reference y "$y"
            1:24    map
            1:28  set
            1:33    reference z "$z"
            1:38    range
            1:40      reference a "$a"
            1:46      integer -3

            """
        ),
        (
            "${a}b#{if}(true)c#{end}",
            """
            1:1  reference a formal "${a}"
            1:5  text "b"
            1:6  if
            1:12    true
            1:12    then
            1:17      text "c"

            """
        ),
        (
            "#foreach($i in $l $i)x#end",
            """
            1:1  foreach i
            1:16    reference l "$l"
            1:1    do
            1:19      reference i "$i"

            """
        ),
        (
            "$true1 ${a.b()}[1]",
            """
            1:1  reference true1 "$true1"
            1:7  text " "
            1:8  reference a formal "${a.b()}"
            1:11    method b
            1:16  text "[1]"

            """
        ),
        (
            "#literal($x) $y#end",
            """
            1:10  text "$x"

            """
        ),
        (
            "#set($!x = 1)#set(${x} = 1)",
            """
            1:1  set
            1:6    reference x quiet "$!x"
            1:12    integer 1
            1:14  set
            1:19    reference x formal "${x}"
            1:26    integer 1

            """
        ),
    ]

    @Test func dumpsTokens() {
        let template = "\\$a.b($ 1)\n#if (true)  \n#end"
        let file = SourceFile(name: "t", bytes: Array(template.utf8))
        #expect(
            TemplateParser.dumpTokens(of: file, dialect: .velocity) == """
                1:1  identifier "\\\\$a"
                1:4  dot "."
                1:5  identifier "b"
                1:6  openParenthesis "("
                1:8  whitespace " " after "$"
                1:9  integer "1"
                1:10  closeArguments ")"
                1:11  text "\\n"
                2:1  ifDirective "#if"
                2:4  whitespace " "
                2:5  openParenthesis "("
                2:6  true "true"
                2:10  closeParenthesis ")  \\n"
                3:1  end "#end"
                3:5  endOfTemplate

                """)
    }

    @Test func evaluateAndReturnDependOnTheDialect() throws {
        let template = "#evaluate($a)#return($b)"
        #expect(try parse(template).dump.contains("evaluate"))
        #expect(try parse(template, .apiGateway).dump.contains("call evaluate"))
        var dialect = SyntaxDialect.velocity
        dialect.hasReturn = true
        #expect(try parse(template, dialect).dump.contains("  return\n"))
    }

    @Test func grammarOnlyLeavesOutWhatVelocityChecksLater() throws {
        let template = "#define($a $b)x#end#set($x = \"#if(\")"
        let file = SourceFile(name: "t", bytes: Array(template.utf8))
        #expect(throws: SyntaxErrors.self) {
            try TemplateParser.parse(file, dialect: .velocity)
        }
        #expect(throws: Never.self) {
            try TemplateParser.parse(file, dialect: .velocity, grammarOnly: true)
        }
    }
}
