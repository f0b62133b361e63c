"""JSON as RFC 8259 has it, with names that occur once."""

import json


def parse(text: bytes | str):
    """The value of the whole text; a ValueError says what is wrong with it."""
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    return json.loads(text, object_pairs_hook=_members, parse_constant=_refuse)


def _members(pairs: list[tuple[str, object]]) -> dict:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise ValueError(f"the name {json.dumps(name)} occurs twice in one object")
        members[name] = value
    return members


def _refuse(constant: str):
    raise ValueError(f"expected a value, found {constant}")
