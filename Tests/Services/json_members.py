"""Reads JSON into the parameters that a client of the service would give.

What is wrong with the form is found here; names, types and required members are left as they came,
for botocore's own validator to judge.
"""

import base64
import binascii
from datetime import datetime, timezone


def read(shape, value, path: str, findings: list[str], members: dict | None = None):
    """A value of a shape; `members` are those of its members that stand in JSON at all."""
    if getattr(shape, "is_document_type", False):
        return value
    reader = _READERS.get(shape.type_name)
    if shape.type_name == "structure" and isinstance(value, dict):
        return _structure(shape, value, path, findings, members)
    if shape.type_name == "list" and isinstance(value, list):
        return [read(shape.member, each, f"{path}[{n}]", findings) for n, each in enumerate(value)]
    if shape.type_name == "map" and isinstance(value, dict):
        return {
            name: read(shape.value, each, f"{path}.{name}", findings)
            for name, each in value.items()
        }
    return reader(shape, value, path, findings) if reader else value


def _structure(shape, value: dict, path: str, findings: list[str], members: dict | None) -> dict:
    members = shape.members if members is None else members
    names = {member.serialization.get("name", name): name for name, member in members.items()}
    parameters = {}
    for wire, each in value.items():
        if each is None:
            findings.append(f"{path}.{wire}: expected no member or a value, found null")
        elif wire in names:
            name = names[wire]
            parameters[name] = read(members[name], each, f"{path}.{wire}", findings)
        else:
            findings.append(f"{path}.{wire}: expected a member of {shape.name}, found another name")
    return parameters


def _number(shape, value, path: str, findings: list[str]):
    if isinstance(value, bool):
        findings.append(f"{path}: expected a number, found {value}")
    elif isinstance(value, int) and shape.type_name in BITS:
        check_size(shape, value, path, findings)
    return value


def _blob(shape, value, path: str, findings: list[str]):
    if not isinstance(value, str):
        findings.append(f"{path}: expected Base64, found {value!r}")
        return b""
    return decode(value, path, findings)


def _timestamp(shape, value, path: str, findings: list[str]):
    form = shape.serialization.get("timestampFormat", "unixTimestamp")
    if form == "unixTimestamp" and (isinstance(value, bool) or not isinstance(value, (int, float))):
        findings.append(f"{path}: expected seconds as a number, found {value!r}")
        return datetime.fromtimestamp(0, timezone.utc)
    return value


_READERS = {
    "integer": _number, "long": _number, "float": _number, "double": _number,
    "blob": _blob, "timestamp": _timestamp,
}
BITS = {"integer": 31, "long": 63}


def check_size(shape, value: int, path: str, findings: list[str]) -> None:
    limit = 2 ** BITS[shape.type_name]
    if not -limit <= value < limit:
        findings.append(f"{path}: expected a number of type {shape.type_name}, found {value}")


def decode(text: str, path: str, findings: list[str]) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        findings.append(f"{path}: expected Base64, found {text[:40]!r}")
        return b""
