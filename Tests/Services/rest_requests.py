"""Reads requests of the rest-json and rest-xml protocols: method and path say the operation."""

import re
from collections import Counter
from urllib.parse import parse_qsl, unquote

import json_members
import strict_json
import text_members
import xml_members
from messages import Request

LABEL = re.compile(r"\{(\w+)(\+?)\}")


def operations(model, request: Request):
    """The operations at the address of a request, those with the most fixed parameters only."""
    found = []
    for name in model.operation_names:
        operation = model.operation_model(name)
        path, fixed = _address(operation)
        match = path.fullmatch(request.path)
        if match and operation.http["method"] == request.method \
                and all(pair in request.query for pair in fixed):
            # Of two paths the one with fewer labels says more.
            found.append((len(fixed), -len(match.groups()), operation, match.groupdict()))
    best = max((each[:2] for each in found), default=None)
    return [(operation, labels) for *rank, operation, labels in found if tuple(rank) == best]


def _address(operation) -> tuple[re.Pattern, list[tuple[str, str]]]:
    path, _, query = operation.http["requestUri"].partition("?")
    pattern, end = "", 0
    for label in LABEL.finditer(path):
        pattern += re.escape(path[end:label.start()])
        pattern += f"(?P<{label[1]}>{'.+' if label[2] else '[^/]+'})"
        end = label.end()
    pattern += re.escape(path[end:].rstrip("/")) + "/?"
    return re.compile(pattern), parse_qsl(query, keep_blank_values=True)


class RESTReader:
    """Reads one request as that of one operation."""

    def __init__(self, request: Request, operation, labels: dict[str, str], protocol: str,
                 findings: list[str]) -> None:
        self.request = request
        self.operation = operation
        self.labels = labels
        self.is_xml = protocol == "rest-xml"
        self.findings = findings

    def read(self, shape) -> dict:
        payload = shape.serialization.get("payload")
        places: dict[str, dict] = {
            "uri": {}, "querystring": {}, "header": {}, "headers": {}, "": {}}
        for name, member in shape.members.items():
            if name != payload:
                places[member.serialization.get("location", "")][name] = member
        parameters = self._labels(places["uri"])
        parameters |= self._query(places["querystring"])
        parameters |= self._headers(places["header"], places["headers"])
        if payload:
            parameters |= self._payload(payload, shape.members[payload])
        else:
            parameters |= self._body(shape, places[""])
        return parameters

    def _labels(self, members: dict) -> dict:
        return {
            name: text_members.read(
                member, unquote(self.labels[_wire(name, member)]), name, self.findings)
            for name, member in members.items() if _wire(name, member) in self.labels
        }

    def _query(self, members: dict) -> dict:
        fixed = [name for name, _ in _address(self.operation)[1]]
        given = [(name, value) for name, value in self.request.query if name not in fixed]
        names = {_wire(name, member): name for name, member in members.items()}
        anything = next((name for name, m in members.items() if m.type_name == "map"), None)
        parameters: dict = {}
        for wire, count in Counter(name for name, _ in given).items():
            values = [value for name, value in given if name == wire]
            place = f"query.{wire}"
            member = members.get(names.get(wire, ""))
            if member is None and anything:
                parameters.setdefault(anything, {})[wire] = values[0]
            elif member is None:
                self._unexpected(place)
            elif member.type_name == "list":
                parameters[names[wire]] = [
                    text_members.read(member.member, value, place, self.findings)
                    for value in values]
            else:
                if count > 1:
                    self.findings.append(f"{place}: expected one value, found {count}")
                parameters[names[wire]] = text_members.read(
                    member, values[0], place, self.findings)
        return parameters

    def _headers(self, members: dict, prefixed: dict) -> dict:
        headers = self.request.headers
        known, parameters = {"x-amz-date", "x-amz-security-token", "x-amz-content-sha256"}, {}
        for name, member in members.items():
            wire = _wire(name, member)
            known.add(wire.lower())
            if wire.lower() in headers.names():
                parameters[name] = self._header(member, headers.get(wire), wire)
        for name, member in prefixed.items():
            prefix = _wire(name, member).lower()
            found = [each for each in headers.names() if each.startswith(prefix)]
            known.update(found)
            if found:
                parameters[name] = {each[len(prefix):]: headers.get(each) for each in found}
        for name in headers.names():
            if name.startswith("x-amz-") and name not in known:
                self._unexpected(f"header.{name}")
        return parameters

    def _header(self, member, text: str, wire: str):
        place = f"header.{wire}"
        if member.type_name == "list":
            return [text_members.read(member.member, part.strip(), place, self.findings)
                    for part in text.split(",")]
        if member.serialization.get("jsonvalue"):
            return text
        return text_members.read(member, text, place, self.findings)

    def _payload(self, name: str, member) -> dict:
        body = self.request.body
        if not body:
            return {}
        if member.type_name == "blob":
            return {name: body}
        if member.type_name == "string":
            return {name: body.decode("utf-8")}
        root = member.serialization.get("name", member.name)
        value = self._value(member, root, None)
        return {} if value is None else {name: value}

    def _body(self, shape, members: dict) -> dict:
        if not self.request.body:
            return {}
        if not members:
            self.findings.append(f"body: expected none for {self.operation.name}, found one")
            return {}
        return self._value(shape, shape.serialization.get("name"), members) or {}

    def _value(self, shape, root: str | None, members: dict | None):
        if self.is_xml:
            element = xml_members.parse(self.request.body, root, self.findings)
            if element is None:
                return None
            return xml_members.read(shape, element, "body", self.findings, members)
        try:
            value = strict_json.parse(self.request.body)
        except ValueError as error:
            self.findings.append(f"body: expected JSON, found {error}")
            return None
        return json_members.read(shape, value, "body", self.findings, members)

    def _unexpected(self, place: str) -> None:
        self.findings.append(f"{place}: expected a parameter of {self.operation.name}, "
                             "found another name")


def _wire(name: str, member) -> str:
    return member.serialization.get("name", name)
