"""Reads XML into the parameters that a client of the service would give."""

from collections import Counter
from xml.etree import ElementTree

import text_members


def parse(text: bytes, root: str | None, findings: list[str]) -> ElementTree.Element | None:
    try:
        element = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        findings.append(f"body: expected XML, found {error}")
        return None
    if root and local(element.tag) != root:
        findings.append(f"body: expected the element {root}, found {local(element.tag)}")
    return element


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rsplit("}", 1)[-1]


def read(shape, element: ElementTree.Element, path: str, findings: list[str],
         members: dict | None = None):
    if shape.type_name == "structure":
        return _structure(shape, element, path, findings, members)
    if shape.type_name == "list":
        return _list(shape, element, path, findings)
    if shape.type_name == "map":
        return _map(shape, element, path, findings)
    for child in element:
        findings.append(f"{path}.{local(child.tag)}: expected text, found an element")
    return text_members.read(shape, element.text or "", path, findings)


def _structure(shape, element, path: str, findings: list[str], members: dict | None) -> dict:
    members = shape.members if members is None else members
    names = {_name(name, member): name for name, member in members.items()}
    found: dict = {}
    for wire, count in Counter(local(child.tag) for child in element).items():
        children = [child for child in element if local(child.tag) == wire]
        place = f"{path}.{wire}"
        if wire not in names:
            findings.append(f"{place}: expected an element of {shape.name}, found another name")
            continue
        member = members[names[wire]]
        if member.serialization.get("flattened") and member.type_name == "list":
            found[names[wire]] = [read(member.member, each, place, findings) for each in children]
            continue
        if count > 1:
            findings.append(f"{place}: expected one element, found {count}")
        found[names[wire]] = read(member, children[0], place, findings)
    for name, member in members.items():
        attribute = member.serialization.get("name", name).split(":")[-1]
        values = [v for k, v in element.attrib.items() if local(k) == attribute]
        if member.serialization.get("xmlAttribute") and values:
            found[name] = values[0]
    return found


def _name(name: str, member) -> str:
    if member.type_name == "list" and member.serialization.get("flattened"):
        return member.serialization.get("name") or member.member.serialization.get("name", name)
    return member.serialization.get("name", name)


def _list(shape, element, path: str, findings: list[str]) -> list:
    name = shape.member.serialization.get("name", "member")
    for child in element:
        if local(child.tag) != name:
            findings.append(f"{path}: expected elements {name}, found {local(child.tag)}")
    return [read(shape.member, child, f"{path}[{number}]", findings)
            for number, child in enumerate(element) if local(child.tag) == name]


def _map(shape, element, path: str, findings: list[str]) -> dict:
    names = (shape.key.serialization.get("name", "key"),
             shape.value.serialization.get("name", "value"))
    found = {}
    for entry in element:
        parts = {local(child.tag): child for child in entry}
        if tuple(parts) != names:
            findings.append(f"{path}: expected {' and '.join(names)}, found {list(parts)}")
            continue
        key = parts[names[0]].text or ""
        found[key] = read(shape.value, parts[names[1]], f"{path}.{key}", findings)
    return found
