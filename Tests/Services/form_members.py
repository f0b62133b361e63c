"""Reads a form, the body of the query protocol and of EC2, into the parameters of a client."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

import text_members

# What stands in a form as itself, and an escape.
PLAIN = re.compile(r"(?:[A-Za-z0-9._~*+=&!'(),;:@/?$-]|%[0-9A-Fa-f]{2})*")


@dataclass
class Parameter:
    """`A.1.B=x` stands under A, 1 and B."""

    value: str | None = None
    children: dict[str, "Parameter"] = field(default_factory=dict)

    def set(self, name: str, value: str) -> None:
        parameter = self
        for part in name.split("."):
            parameter = parameter.children.setdefault(part, Parameter())
        parameter.value = value


def split(text: str, findings: list[str]) -> list[tuple[str, str]]:
    """The names and values of a form; nothing in it may be left unescaped."""
    end = PLAIN.match(text).end()
    if end < len(text):
        findings.append(f"body: expected an escape, found {text[end:end + 10]!r}")
    pairs = [part.partition("=") for part in text.split("&")] if text else []
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs]


class FormReader:
    """Reads the parameters of one operation under the names of one dialect."""

    def __init__(self, dialect: str, findings: list[str]) -> None:
        self.dialect = dialect
        self.findings = findings

    def read(self, shape, parameter: Parameter, path: str):
        if shape.type_name == "structure":
            return self._structure(shape, parameter, path)
        if shape.type_name == "list":
            return self._list(shape, parameter, path)
        if shape.type_name == "map":
            return self._map(shape, parameter, path)
        for child in parameter.children:
            self._unexpected(path, child)
        return text_members.read(shape, parameter.value or "", path, self.findings)

    def _structure(self, shape, parameter: Parameter, path: str) -> dict:
        names = {self._name(name, member): name for name, member in shape.members.items()}
        found = {}
        for wire, child in parameter.children.items():
            if wire in names:
                name = names[wire]
                found[name] = self.read(shape.members[name], child, f"{path}.{wire}")
            else:
                self._unexpected(path, wire)
        return found

    def _list(self, shape, parameter: Parameter, path: str) -> list:
        if parameter.value == "" and not parameter.children:
            return []
        if not self._is_flat(shape):
            name = shape.member.serialization.get("name", "member")
            parameter = self._only(parameter, name, path)
        return [
            self.read(shape.member, child, f"{path}[{number}]")
            for number, child in self._numbered(parameter, path)
        ]

    def _map(self, shape, parameter: Parameter, path: str) -> dict:
        key, value = self._entry_names(shape, path)
        if not self._is_flat(shape):
            parameter = self._only(parameter, "entry", path)
        found = {}
        for number, child in self._numbered(parameter, path):
            entry = f"{path}[{number}]"
            for name in child.children:
                if name not in (key, value):
                    self._unexpected(entry, name)
            if key not in child.children or value not in child.children:
                self.findings.append(f"{entry}: expected {key} and {value}, found one of them")
                continue
            name = child.children[key].value or ""
            found[name] = self.read(shape.value, child.children[value], f"{path}.{name}")
        return found

    def _is_flat(self, shape) -> bool:
        return self.dialect != "query" or bool(shape.serialization.get("flattened"))

    def _name(self, name: str, member) -> str:
        """The name of a member in a form."""
        wire = member.serialization.get("name")
        if self.dialect == "ec2":
            return member.serialization.get("queryName") or (
                wire[0].upper() + wire[1:] if wire else name)
        if self.dialect == "sqs":
            return self._sqs_name(name, member)
        if member.type_name == "list" and member.serialization.get("flattened"):
            return member.member.serialization.get("name") or wire or name
        return wire or name

    def _sqs_name(self, name: str, member) -> str:
        """The model of SQS is one of its JSON protocol; its forms have lists in the singular."""
        if member.type_name == "list" and member.member.type_name == "structure":
            return member.member.name
        return name.removesuffix("s") if member.type_name in ("list", "map") else name

    def _entry_names(self, shape, path: str) -> tuple[str, str]:
        if self.dialect == "sqs":
            return ("Key", "Value") if path.endswith(".Tag") else ("Name", "Value")
        return (shape.key.serialization.get("name", "key"),
                shape.value.serialization.get("name", "value"))

    def _only(self, parameter: Parameter, name: str, path: str) -> Parameter:
        for child in parameter.children:
            if child != name:
                self._unexpected(path, child)
        return parameter.children.get(name, Parameter())

    def _numbered(self, parameter: Parameter, path: str) -> list[tuple[int, Parameter]]:
        numbers = sorted(int(name) for name in parameter.children if name.isdecimal())
        for name in parameter.children:
            if not name.isdecimal():
                self._unexpected(path, name)
        if numbers != list(range(1, len(numbers) + 1)):
            self.findings.append(f"{path}: expected the numbers 1, 2, 3 …, found {numbers}")
        return [(number, parameter.children[str(number)]) for number in numbers]

    def _unexpected(self, path: str, name: str) -> None:
        finding = f"{path}.{name}: expected a parameter of the model, found another name"
        self.findings.append(finding)
