"""What a fixture means, and how an answer in XML becomes JSON."""

import json
import unittest

import query_answers
from messages import Headers, Response, read_request
from round_trips import differences, fill, find, matches
from service_models import named

ACCEPT = "POST https://x/ HTTP/1.1\nAccept: application/json\n\n"


def answer(status: int, body: str) -> Response:
    return Response(status, Headers([("Content-Type", "text/xml")]), body.encode())


class FixtureTests(unittest.TestCase):
    def test_equal_values_match(self):
        value = {"a": [1, "x", True, None], "b": {}}
        self.assertTrue(matches(value, json.loads(json.dumps(value))))

    def test_other_values_do_not(self):
        for expected, found in [(1, 1.5), (1, True), ("1", 1), ({"a": 1}, {}), ({}, {"a": 1}),
                                ([1], [1, 2]), (None, "")]:
            with self.subTest(expected=expected, found=found):
                self.assertFalse(matches(expected, found))

    def test_any_stands_for_text_and_numbers(self):
        self.assertTrue(matches({"id": "<any>"}, {"id": "x-1"}))
        self.assertTrue(matches("<any>", 1.5))
        self.assertTrue(matches("arn:<any>:pets", "arn:aws:1:pets"))
        for found in ("", None, {}, ["x"]):
            self.assertFalse(matches("<any>", found))
        self.assertFalse(matches("arn:<any>:pets", "arn:aws:1:cats"))

    def test_saved_values_and_bytes(self):
        value = fill({"a": "${x}-${y}", "b": [{"base64": "AAE="}]}, {"x": "1"})
        self.assertEqual(value, {"a": "1-${y}", "b": [b"\0\1"]})
        self.assertEqual(fill(["${n}", "n=${n}"], {"n": 7}), [7, "n=7"])
        self.assertEqual(find({"a": [{"b": "c"}]}, "a.0.b"), "c")

    def test_differences(self):
        response = Response(200, Headers([("Content-Type", "text/plain")]), b'{"a": 1}')
        expected = {"status": 200, "headers": {"Content-Type": "text/<any>"}, "answer": {"a": 1}}
        self.assertEqual(list(differences(expected, response)), [])
        for change in ({"status": 201}, {"headers": {"Content-Type": "application/json"}},
                       {"answer": {"a": 2}}, {"answer": "text"}):
            self.assertEqual(len(list(differences(expected | change, response))), 1, change)


class QueryAnswerTests(unittest.TestCase):
    def convert(self, service: str, operation: str, response: Response):
        model = named(service).operation_model(operation)
        found = query_answers.as_json(read_request(ACCEPT.encode()), model, response)
        return json.loads(found.body)

    def test_a_result_has_null_for_absent_members(self):
        found = self.convert("sns", "Publish", answer(200, """
            <PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult>
            <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>"""))
        self.assertEqual(found, {"PublishResponse": {
            "PublishResult": {"MessageId": "m-1", "SequenceNumber": None},
            "ResponseMetadata": {"RequestId": "r-1"}}})

    def test_times_are_seconds_and_lists_arrays(self):
        found = self.convert("iam", "ListUsers", answer(200, """
            <ListUsersResponse><ListUsersResult><Users><member><UserName>ada</UserName>
            <CreateDate>2026-01-02T03:04:05Z</CreateDate></member></Users>
            <IsTruncated>false</IsTruncated></ListUsersResult></ListUsersResponse>"""))
        result = found["ListUsersResponse"]["ListUsersResult"]
        self.assertEqual(result["Users"][0]["CreateDate"], 1767323045)
        self.assertIs(result["IsTruncated"], False)

    def test_an_error(self):
        found = self.convert("sns", "Publish", answer(404, """
            <ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code>
            <Message>Topic does not exist</Message></Error><RequestId>r-1</RequestId>
            </ErrorResponse>"""))
        self.assertEqual(found, {"RequestId": "r-1", "Error": {
            "Code": "NotFound", "Message": "Topic does not exist", "Type": "Sender"}})


if __name__ == "__main__":
    unittest.main()
