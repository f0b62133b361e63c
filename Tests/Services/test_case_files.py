"""Cases are read as Conformance/README.md describes them."""

import tempfile
import unittest
from pathlib import Path

from case_files import read_cases

FILE = """\
What the cases have in common.
evidence: model
integration: integration.json
-- request.http --
GET / HTTP/1.1

=== first
-- response.http --
HTTP/1.1 200 OK

{}


=== second
evidence: report somebody: saw it
-- request.http --
GET /second HTTP/1.1
-- output visible --
a→b·
\\=== no case
"""


class CaseFileTests(unittest.TestCase):
    def setUp(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "some.cases")
            file.write_text(FILE, "utf-8")
            self.first, self.second = read_cases(file)

    def test_shared_sections_and_keys(self):
        self.assertEqual(self.first.sections["request.http"], "GET / HTTP/1.1")
        self.assertEqual(self.first.keys["evidence"], "model")
        self.assertEqual(self.second.sections["request.http"], "GET /second HTTP/1.1")
        self.assertEqual(self.second.keys["evidence"], "report somebody: saw it")
        self.assertEqual(self.second.keys["integration"], "integration.json")

    def test_one_blank_line_belongs_to_the_next_case(self):
        self.assertEqual(self.first.sections["response.http"], "HTTP/1.1 200 OK\n\n{}\n")

    def test_visible_and_escaped_lines(self):
        self.assertEqual(self.second.sections["output"], "a\tb \n=== no case")


if __name__ == "__main__":
    unittest.main()
