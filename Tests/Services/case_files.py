"""Reads `.cases` files; Conformance/README.md describes the format."""

import re
from dataclasses import dataclass
from pathlib import Path

KEYS = ("profile", "dialect", "template", "integration", "evidence", "limits", "known-failure")
SECTION = re.compile(r"-- (\S+)( visible)? --")
CASE = re.compile(r"=== (\S+)")
ESCAPED = re.compile(r"\\+(-- \S+( visible)? --|=== .*)")


@dataclass
class Case:
    """One case with what its file shares with all cases."""

    file: Path
    name: str
    keys: dict[str, str]
    sections: dict[str, str]

    @property
    def id(self) -> str:
        return f"{self.file}#{self.name}"

    @property
    def folder(self) -> Path:
        return self.file.parent


def read_cases(path: Path) -> list[Case]:
    shared = _Scope()
    scope, cases, section = shared, [], None
    text = path.read_bytes().decode("utf-8")
    for line in text.removesuffix("\n").split("\n"):
        if match := CASE.fullmatch(line):
            scope.close(section, before_case=True)
            scope, section = _Scope(), None
            cases.append((match[1], scope))
        elif match := SECTION.fullmatch(line):
            scope.close(section)
            section = match[1]
            scope.lines[section] = []
            if match[2]:
                scope.visible.add(section)
        elif section:
            scope.lines[section].append(line[1:] if ESCAPED.fullmatch(line) else line)
        else:
            scope.read_key(line)
    scope.close(section)
    return [
        Case(path, name, shared.keys | own.keys, shared.sections() | own.sections())
        for name, own in cases
    ]


class _Scope:
    """The keys and sections of a case, or those that stand before the first one."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.lines: dict[str, list[str]] = {}
        self.visible: set[str] = set()

    def read_key(self, line: str) -> None:
        key, colon, value = line.partition(":")
        if colon and key in KEYS:
            self.keys[key] = value.strip()

    def close(self, section: str | None, before_case: bool = False) -> None:
        # One blank line in front of a case belongs to the line that begins it.
        if before_case and section and self.lines[section][-1:] == [""]:
            self.lines[section].pop()

    def sections(self) -> dict[str, str]:
        return {
            name: "\n".join(map(_hidden, lines) if name in self.visible else lines)
            for name, lines in self.lines.items()
        }


def _hidden(line: str) -> str:
    """A line of a visible section with its tabs, carriage returns and final blanks."""
    signs = {"→": "\t", "␍": "\r", "·": " "}
    text = re.sub(r"\\([→␍·\\])|([→␍])", lambda m: m[1] or signs[m[2]], line)
    return text[:-1] + " " if line.endswith("·") and not line.endswith("\\·") else text
