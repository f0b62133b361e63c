"""Reads values that are written as text: in forms, in XML, in paths, query strings and headers."""

import re

from json_members import check_size, decode


def read(shape, text: str, path: str, findings: list[str]):
    """The value of a text, or the text itself where it is none: botocore's validator refuses it."""
    kind = shape.type_name
    if kind in ("integer", "long") and re.fullmatch(r"-?[0-9]+", text):
        check_size(shape, int(text), path, findings)
        return int(text)
    if kind in ("float", "double") and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
        return float(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "blob":
        return decode(text, path, findings)
    return text
