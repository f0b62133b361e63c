"""Tests of what is found in requests with hostile texts and in answers of services that fail."""

import unittest

from hostile import error_finding, finding


def sent(body: str, kind: str = "application/json", **parts) -> dict:
    request = {"uri": "https://a/b", "headers": {"Content-Type": kind}, "query": {}, "body": body}
    return {"integrationRequest": request | parts}


class FindingTests(unittest.TestCase):
    def test_other_texts_are_fine(self):
        self.assertIsNone(finding(sent('{"a": "x", "n": 1}'), sent('{"a": "\\"", "n": 1}')))
        self.assertIsNone(finding(
            sent("a=x", "application/x-www-form-urlencoded"),
            sent("a=%26", "application/x-www-form-urlencoded")))
        self.assertIsNone(finding(
            sent("<a>x</a>", "application/xml"), sent("<a>&lt;</a>", "application/xml")))

    def test_what_is_no_text_must_stay(self):
        expected = "body: expected the form {'a': '', 'n': 1}"
        for body in '{"a": "x"}', '{"a": "x", "n": 2}', '{"a": "x", "n": 1, "b": ""}':
            self.assertIn(expected, finding(sent('{"a": "x", "n": 1}'), sent(body)))
        self.assertIn("body: expected the form ['a']", finding(
            sent("a=x", "application/x-www-form-urlencoded"),
            sent("a=&b=1", "application/x-www-form-urlencoded")))
        self.assertIn("body: expected the form ['a']", finding(
            sent("<a>x</a>", "application/xml"), sent("<a><b/></a>", "application/xml")))

    def test_bodies_and_names_must_be_sound(self):
        self.assertIn("body: ", finding(sent('{"a": "x"}'), sent('{"a": """}')))
        self.assertIn("body: ", finding(
            sent("<a>x</a>", "application/xml"), sent("<a><</a>", "application/xml")))
        self.assertIn("query: ", finding(sent(""), sent("", query={"x": "y"})))
        self.assertIn("path", finding(sent(""), sent("", uri="https://a/b/c")))
        self.assertIsNone(finding(sent(""), sent("", uri="https://a/b/c"), is_greedy=True))
        self.assertIn("headers: ", finding(sent(""), sent("", headers={"X": "y"})))

    def test_the_gateway_may_refuse_but_not_fail(self):
        refused = {"response": {"status": 400}}
        failed = {"response": {"status": 500}, "cause": "a loop"}
        self.assertIsNone(finding(sent("{}"), refused))
        self.assertEqual(finding(sent("{}"), failed), "expected a request, found a loop")


class ErrorFindingTests(unittest.TestCase):
    def test_errors(self):
        self.assertIsNone(error_finding(502, '{"error": "E", "message": ""}'))
        self.assertIn("status", error_finding(200, '{"error": "E", "message": "M"}'))
        self.assertIn("JSON", error_finding(502, ""))
        for body in "[]", "{}", '{"error": "", "message": "M"}', '{"error": "E", "message": null}':
            self.assertIn("an error and a message", error_finding(502, body))


if __name__ == "__main__":
    unittest.main()
