"""Requests that the models of the services must accept, and others they must refuse."""

import unittest

from messages import read_request
from request_check import judge

FORM = "Content-Type: application/x-www-form-urlencoded"


def post(host: str, body: str, *headers: str, path: str = "/", method: str = "POST"):
    lines = [f"{method} https://{host}.us-east-1.amazonaws.com{path} HTTP/1.1", *headers, "", body]
    return read_request("\n".join(lines).encode())


def dynamodb(operation: str, body: str):
    return post("dynamodb", body, f"X-Amz-Target: DynamoDB_20120810.{operation}",
                "Content-Type: application/x-amz-json-1.0")


def logs(event: str):
    return post("logs", '{"logGroupName":"g","logStreamName":"s","logEvents":[%s]}' % event,
                "X-Amz-Target: Logs_20140328.PutLogEvents",
                "Content-Type: application/x-amz-json-1.1")


def rds(body: str):
    arns = '"resourceArn":"arn:aws:rds:a:1:b","secretArn":"arn:aws:secretsmanager:a:1:b"'
    return post("rds-data", "{%s,%s}" % (arns, body), "Content-Type: application/json",
                path="/Execute")


def route53(record: str):
    body = ("<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>UPSERT</Action>"
            f"<ResourceRecordSet><Name>a.example.</Name><Type>A</Type>{record}</ResourceRecordSet>"
            "</Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>")
    return post("route53", body, "Content-Type: application/xml",
                path="/2013-04-01/hostedzone/Z1/rrset/")


ITEM = '"Item":{"id":{"S":"1"}}'
RECORD = ("<ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord>"
          "</ResourceRecords>")

ACCEPTED = {
    "an item": dynamodb("PutItem", '{"TableName":"pets",%s}' % ITEM),
    "a time in milliseconds": logs('{"timestamp":1790000000000,"message":"m"}'),
    "an action twice": post("sns", "Action=Publish&TopicArn=a&Message=m", FORM,
                            path="/?Action=Publish"),
    "a form in the query string": post("iam", "", path="/?Action=GetUser&UserName=ada",
                                       method="GET"),
    "a map in a form": post(
        "sns", "Action=Publish&TopicArn=a&Message=m&MessageAttributes.entry.1.Name=k"
        "&MessageAttributes.entry.1.Value.DataType=String"
        "&MessageAttributes.entry.1.Value.StringValue=v", FORM),
    "a form of SQS": post(
        "sqs", "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=a"
        "&SendMessageBatchRequestEntry.1.MessageBody=x"
        "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=k"
        "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String", FORM,
        path="/123456789012/orders"),
    "a filter of EC2": post(
        "ec2", "Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=isDefault"
        "&Filter.1.Value.1=true", FORM),
    "an object of S3": post("s3", "text", "Content-Type: text/plain", path="/pets/a/b.txt",
                            method="PUT"),
    "a list of S3": post("s3", "", path="/pets?list-type=2&max-keys=5", method="GET"),
    "a statement": rds('"sql":"select 1","parameters":[{"name":"a","value":{"longValue":1}}]'),
    "a record set": route53("<TTL>60</TTL>" + RECORD),
    "an event of Lambda": post("lambda", "[]", path="/2015-03-31/functions/arn:aws:x/invocations"),
    "GraphQL": post("abc.appsync-api", '{"query":"{ pets { id } }","variables":{}}',
                    path="/graphql"),
}

REFUSED = {
    "a missing member": (dynamodb("PutItem", "{%s}" % ITEM), "TableName"),
    "another name": (dynamodb("PutItem", '{"TableName":"p",%s,"x":1}' % ITEM), "body.x"),
    "a number as text": (dynamodb("Query", '{"TableName":"p","Limit":"5"}'), "Limit"),
    "text as a number": (dynamodb("PutItem", '{"TableName":"p","Item":{"id":{"N":1}}}'), "N"),
    "true as a number": (dynamodb("Query", '{"TableName":"p","Limit":true}'), "Limit"),
    "a large number": (dynamodb("Query", '{"TableName":"p","Limit":2147483648}'), "Limit"),
    "null": (dynamodb("PutItem", '{"TableName":"p",%s,"ReturnValues":null}' % ITEM), "null"),
    "a name twice": (dynamodb("Query", '{"TableName":"p","TableName":"q"}'), "twice"),
    "a comma too many": (dynamodb("Query", '{"TableName":"p",}'), "expected JSON"),
    "an escaped apostrophe": (dynamodb("Query", '{"TableName":"p\\\'q"}'), "expected JSON"),
    "text behind the JSON": (dynamodb("Query", '{"TableName":"p"} x'), "expected JSON"),
    "no target": (post("events", '{"Entries":[]}', "Content-Type: application/x-amz-json-1.1"),
                  "X-Amz-Target"),
    "another service's target": (
        post("dynamodb", "{}", "X-Amz-Target: AWSEvents.PutEvents",
             "Content-Type: application/json"), "DynamoDB_20120810"),
    "another operation": (dynamodb("Fetch", "{}"), "'Fetch'"),
    "a time as text": (logs('{"timestamp":"1790000000000","message":"m"}'), "timestamp"),
    "no Base64": (
        post("kinesis", '{"StreamName":"s","Data":"{}","PartitionKey":"p"}',
             "X-Amz-Target: Kinesis_20131202.PutRecord", "Content-Type: application/json"),
        "Base64"),
    "two values of a union": (
        rds('"sql":"s","parameters":[{"name":"a","value":{"longValue":1,"stringValue":"1"}}]'),
        "union"),
    "a body in no form": (post("sns", 'Action=Publish&TopicArn=a&Message={"a": 1}', FORM),
                          "escape"),
    "a line end behind a form": (post("iam", "Action=GetUser&UserName=ada\n", FORM), "escape"),
    "a form without its type": (post("iam", "Action=GetUser", "Content-Type: application/json"),
                                "form"),
    "a parameter twice": (post("iam", "Action=GetUser&UserName=a&UserName=b", FORM), "several"),
    "another name in a form": (post("iam", "Action=GetUser&Username=a", FORM), "Username"),
    "a list under another name": (
        post("ec2", "Action=DescribeVpcs&Filters.member.1.Name=isDefault", FORM), "Filters"),
    "a gap in a list": (
        post("ec2", "Action=DescribeVpcs&VpcId.1=a&VpcId.3=b", FORM), "1, 2, 3"),
    "an entry without its value": (
        post("sns", "Action=Publish&Message=m&MessageAttributes.entry.1.Name=k", FORM), "Value"),
    "text in a form for a number": (
        post("sqs", "Action=SendMessage&MessageBody=m&DelaySeconds=x", FORM, path="/1/q"),
        "DelaySeconds"),
    "an address of nothing": (post("s3", "x", path="/", method="DELETE"), "address"),
    "another query parameter": (post("s3", "", path="/pets?list-type=2&page=2", method="GET"),
                                "query.page"),
    "another header": (post("s3", "x", "x-amz-colour: red", path="/pets/a", method="PUT"),
                       "x-amz-colour"),
    "another element": (route53("<Ttl>60</Ttl>" + RECORD), "Ttl"),
    "an element twice": (route53("<TTL>60</TTL><TTL>61</TTL>" + RECORD), "TTL"),
    "no XML": (route53("<TTL>60</TTL>" + RECORD + "<"), "XML"),
    "GraphQL without a query": (post("abc.appsync-api", '{"variables":{}}', path="/graphql"),
                                "query"),
    "no service": (post("nowhere", "{}"), "nowhere"),
}


class RequestCheckTests(unittest.TestCase):
    def test_right_requests_are_accepted(self):
        for name, request in ACCEPTED.items():
            with self.subTest(name):
                self.assertEqual(judge(request).findings, [])

    def test_wrong_requests_are_refused(self):
        for name, (request, text) in REFUSED.items():
            with self.subTest(name):
                self.assertIn(text, "\n".join(judge(request).findings))

    def test_a_verdict_names_the_operation(self):
        verdicts = [judge(request) for request in ACCEPTED.values()]
        self.assertIn(("s3", "ListObjectsV2"), [(v.service, v.operation) for v in verdicts])
        self.assertIn(("ec2", "DescribeVpcs"), [(v.service, v.operation) for v in verdicts])


if __name__ == "__main__":
    unittest.main()
