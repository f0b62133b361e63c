"""Turns the XML of the query protocol into the JSON that AWS answers to `Accept: application/json`.

moto answers such services in XML only. AWS's JSON has the elements of the XML as members, lists as
arrays, times as seconds, and a null for each member of the result that is absent:

    {"PublishResponse": {"PublishResult": {"MessageId": "…", "SequenceNumber": null},
                         "ResponseMetadata": {"RequestId": "…"}}}
    {"Error": {"Code": "NotFound", "Message": "…", "Type": "Sender"}, "RequestId": "…"}
"""

import json
from datetime import datetime
from xml.etree import ElementTree

from botocore.parsers import QueryParser

from messages import Headers, Request, Response
from xml_members import local


def as_json(request: Request, operation, answer: Response) -> Response:
    """The answer in the form that was asked for, if it is XML."""
    if "xml" not in answer.headers.media_type and not answer.body.lstrip().startswith(b"<"):
        return answer
    if not request.headers.get("Accept").startswith("application/json"):
        return answer
    value = _error(answer) if answer.status >= 300 else _result(operation, answer)
    fields = [(name, each) for name, each in answer.headers.fields
              if name.lower() != "content-type"]
    headers = Headers(fields + [("Content-Type", "application/json")])
    return Response(answer.status, headers, json.dumps(value).encode())


def _result(operation, answer: Response) -> dict:
    shape = operation.output_shape
    if shape is not None:
        # The model of SQS, which is one of JSON, does not say so.
        shape.serialization.setdefault("resultWrapper", f"{operation.name}Result")
    message = {"status_code": answer.status, "headers": {}, "body": answer.body}
    parsed = QueryParser().parse(message, shape)
    request_id = parsed.pop("ResponseMetadata", {}).get("RequestId")
    response: dict = {}
    if shape is not None:
        response[f"{operation.name}Result"] = _value(shape, parsed)
    response["ResponseMetadata"] = {"RequestId": request_id}
    return {f"{operation.name}Response": response}


def _value(shape, value):
    if value is None:
        return None
    if shape.type_name == "structure":
        return {name: _value(member, value.get(name)) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [_value(shape.member, each) for each in value]
    if isinstance(value, datetime):
        return value.timestamp()
    return value


def _error(answer: Response) -> dict:
    elements = ElementTree.fromstring(answer.body).iter()
    texts = {local(element.tag): element.text for element in elements}
    error = {name: texts.get(name) for name in ("Code", "Message", "Type")}
    return {"Error": error, "RequestId": texts.get("RequestId")}
