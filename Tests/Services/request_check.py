"""Judges a mapped request by botocore's model of the service it is sent to.

The request is read back into the parameters that a client of the service would have given, and
botocore's own validator judges these.
"""

from dataclasses import dataclass

from botocore.validate import ParamValidator

import json_members
import rest_requests
import service_models
import strict_json
from form_members import FormReader, Parameter, split
from messages import Request


@dataclass
class Verdict:
    """What a request is, and what is wrong with it."""

    service: str
    operation: str
    findings: list[str]


def judge(request: Request) -> Verdict:
    if ".appsync-api." in request.host:
        return _graphql(request)
    try:
        model = service_models.model_of(request.host, request.path)
    except service_models.UnknownService as error:
        return Verdict(request.host, "", [str(error)])
    protocol = protocol_of(request, model)
    if protocol == "json":
        return _json(request, model)
    if protocol in ("query", "ec2"):
        return _form(request, model, protocol)
    return _rest(request, model, protocol)


def protocol_of(request: Request, model) -> str:
    """A request with a target is one of the JSON protocol where the service speaks several."""
    known = service_models.protocols(model)
    has_target = bool(request.headers.get("X-Amz-Target"))
    if "json" in known and (has_target or not {"query", "ec2"} & set(known)):
        return "json"
    return next(name for name in known if name in ("query", "ec2", "rest-json", "rest-xml"))


def _json(request: Request, model) -> Verdict:
    findings: list[str] = []
    prefix = model.metadata["targetPrefix"]
    target = request.headers.get("X-Amz-Target")
    found_prefix, _, name = target.rpartition(".")
    if request.method != "POST":
        findings.append(f"method: expected POST, found {request.method}")
    if found_prefix != prefix:
        findings.append(f"X-Amz-Target: expected {prefix}.…, found {target!r}")
    if not request.headers.are_of_json:
        kind = request.headers.media_type
        findings.append(f"Content-Type: expected one of JSON, found {kind!r}")
    operation = _operation(model, name, findings)
    if operation is None:
        return Verdict(model.service_name, name, findings)
    try:
        value = strict_json.parse(request.body)
    except ValueError as error:
        return Verdict(model.service_name, name, findings + [f"body: expected JSON, found {error}"])
    _validate(operation, lambda shape: json_members.read(shape, value, "body", findings), findings)
    return Verdict(model.service_name, name, findings)


def _form(request: Request, model, protocol: str) -> Verdict:
    findings: list[str] = []
    in_query, in_body = request.query, []
    if request.body:
        in_body = split(request.body.decode("utf-8"), findings)
        if request.headers.media_type != "application/x-www-form-urlencoded":
            kind = request.headers.media_type
            findings.append(f"Content-Type: expected that of a form, found {kind!r}")
    parameters: dict[str, str] = {}
    for name, value in in_query + in_body:
        # The gateway writes the action of a URI into the query string; a form may repeat it.
        if name in parameters and (name != "Action" or parameters[name] != value):
            findings.append(f"{name}: expected one value, found several")
        parameters[name] = value
    name = parameters.pop("Action", "")
    version = parameters.pop("Version", model.metadata["apiVersion"])
    if version != model.metadata["apiVersion"]:
        findings.append(f"Version: expected {model.metadata['apiVersion']}, found {version}")
    operation = _operation(model, name, findings)
    if operation is None:
        return Verdict(model.service_name, name, findings)
    dialect = "sqs" if model.service_name == "sqs" else protocol
    if dialect == "sqs" and request.path != "/":
        parameters.setdefault("QueueUrl", request.url.partition("?")[0])
    root = Parameter()
    for parameter, value in parameters.items():
        root.set(parameter, value)
    reader = FormReader(dialect, findings)
    _validate(operation, lambda shape: reader.read(shape, root, name), findings)
    return Verdict(model.service_name, name, findings)


def _rest(request: Request, model, protocol: str) -> Verdict:
    """Several operations may have one address; the request must be right as one of them."""
    verdicts = []
    for operation, labels in rest_requests.operations(model, request):
        findings: list[str] = []
        reader = rest_requests.RESTReader(request, operation, labels, protocol, findings)
        _validate(operation, reader.read, findings)
        verdicts.append(Verdict(model.service_name, operation.name, findings))
    if not verdicts:
        address = f"{request.method} {request.path}"
        finding = f"expected the address of an operation, found {address}"
        return Verdict(model.service_name, "", [finding])
    return min(verdicts, key=lambda verdict: len(verdict.findings))


def _graphql(request: Request) -> Verdict:
    """A GraphQL request of AppSync, of which botocore has no model."""
    findings: list[str] = []
    kinds = {"query": str, "operationName": str, "variables": dict, "extensions": dict}
    try:
        value = strict_json.parse(request.body)
    except ValueError as error:
        value = {}
        findings.append(f"body: expected JSON, found {error}")
    for name, each in value.items():
        if not isinstance(each, kinds.get(name, ())):
            findings.append(f"body.{name}: expected a member of a GraphQL request, found {each!r}")
    if "query" not in value:
        findings.append("body: expected a query, found none")
    return Verdict("appsync-api", "GraphQL", findings)


def _operation(model, name: str, findings: list[str]):
    if name in model.operation_names:
        return model.operation_model(name)
    findings.append(f"expected an operation of {model.service_name}, found {name!r}")
    return None


def _validate(operation, read, findings: list[str]) -> None:
    """Reads the parameters of an operation and lets botocore's validator judge them."""
    shape = operation.input_shape
    if shape is None:
        return
    report = ParamValidator().validate(read(shape), shape)
    if report.has_errors():
        findings.extend(report.generate_report().splitlines())
