"""Sends hostile texts and strange answers through the pairs.

A text that a caller sends may change texts only: with it the mapped request has the form, the
members and the numbers that it has with a harmless one. And whatever a service says under 5xx, the
caller gets an error in the form of all errors.
"""

import copy
import json
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote
from xml.etree import ElementTree

import strict_json
from case_files import Case
from mapping import VTL
from messages import read_request

# One that could be a name or a key, and one that could not: templates look at that.
HARMLESS = ["harmless", "a harmless text"]
TEXTS = [
    'a"b', "it's", "back\\slash", "\\", 'both\\"', "$x #set($a = 1) $input.body #end ${y} #* *# ##",
    "</a><b>&amp;]]>", "&x=1&Action=Other", "é😀\u2028", '","injected":"1', '"},"injected":{"a":"',
    "%22%0d%0aX: y", "../../x?a=b#c", ",;|", "x" * 5000]
# Some templates may take these for numbers, but JSON does not have them all.
NUMBERS = ["007", "1.", "+1", "1e400", "٣"]
# What header fields and most paths cannot hold.
LINES = ["two\nlines\r\nand\ta tab", "\u0001\u007f"]
ALL = TEXTS + LINES + NUMBERS
ANSWERS = [
    "", " ", "{}", "[]", "null", '""', '"text"',
    "<html><body>it's \"down\"</body></html>",
    '{"message": null}', '{"message": "it\'s \\"down\\""}', '{"__type": "InternalFailure"}']


class Sender:
    """The exchanges of one pair, as records of `vtl batch`."""

    def __init__(self, folder: Path) -> None:
        integration = strict_json.parse((folder / "integration.json").read_bytes())
        self.integration = _inlined(integration, folder)
        # A mock calls nobody. Lambda's errors have no status, and one pair passes on what it gets.
        self.goes_out = integration["type"] != "MOCK"
        self.says_errors = self.goes_out and ":lambda:" not in integration["uri"] \
            and not str(folder).endswith("http/passthrough")

    def record(self, case: Case) -> dict:
        request = read_request(case.sections["request.http"].encode())
        path, _, query = request.url.partition("?")
        settings = {name: json.loads(case.sections.get(f"{file}.json", "{}")) for name, file in (
            ("method", "method"), ("context", "context"), ("stage", "stage"),
            ("stageVariables", "stage-variables"))}
        return {"integration": self.integration, **settings, "request": {
            "method": request.method, "path": path, "body": request.body.decode("utf-8"),
            "headers": dict(request.headers.fields),
            "query": dict(parse_qsl(query, keep_blank_values=True)),
            "pathParameters": _path_parameters(settings["method"].get("resource", ""), path)}}

    def requests(self, cases: list[Case]):
        """The findings at each place of each request, for each hostile text."""
        groups = [(case, name, texts, [put(text) for text in [*HARMLESS, *texts]])
                  for case in cases for name, texts, put in _places(self.record(case))]
        answers = iter(_batch([record for *_, records in groups for record in records]))
        for case, name, texts, _ in groups:
            is_greedy = "+}" in case.sections.get("method.json", "")
            harmless = [next(answers) for _ in HARMLESS]
            for text in texts:
                answer = next(answers)
                compared = [answer] if text in NUMBERS else harmless
                problems = [finding(each, answer, is_greedy) for each in compared]
                yield f"{case.id}: {name} = {text[:40]!r}: {problems[0]}" if all(problems) else None

    def answers(self, case: Case):
        """The findings in what the caller gets when the service fails, for each strange answer."""
        sent = [{"status": status, "headers": {"Content-Type": "application/json"}, "body": body}
                for status in (500, 503) for body in ANSWERS]
        record = self.record(case)
        answers = _batch([record | {"integrationResponse": each} for each in sent])
        for each, answer in zip(sent, answers):
            response = answer.get("response", {})
            problem = error_finding(response.get("status", 0), response.get("body", ""))
            yield f"{case.id}: {each['status']} {each['body']!r}: {problem}" if problem else None


def error_finding(status: int, body: str) -> str | None:
    """What keeps an answer from being an error in the form of all errors."""
    if status < 400:
        return f"expected the status of an error, found {status}"
    try:
        error = strict_json.parse(body)
    except ValueError as problem:
        return f"expected JSON, found {problem}"
    texts = [error.get(name) for name in ("error", "message")] if isinstance(error, dict) else []
    if not texts or not all(isinstance(text, str) for text in texts) or not texts[0]:
        return f"expected an error and a message, found {body!r}"
    return None


def finding(harmless: dict, hostile: dict, is_greedy: bool = False) -> str | None:
    """What a hostile text changed that is no text."""
    if "integrationRequest" not in harmless or "integrationRequest" not in hostile:
        status = hostile.get("response", {}).get("status", 0)
        refused = "integrationRequest" in hostile or 400 <= status < 500
        return None if refused else f"expected a request, found {hostile.get('cause', hostile)}"
    expected, found = harmless["integrationRequest"], hostile["integrationRequest"]
    for part in ("headers", "query"):
        if expected[part].keys() != found[part].keys():
            return f"{part}: expected {list(expected[part])}, found {list(found[part])}"
    if not is_greedy and expected["uri"].count("/") != found["uri"].count("/"):
        return f"expected a path as that of {expected['uri']}, found {found['uri']}"
    try:
        forms = _form(expected), _form(found)
    except (ValueError, ElementTree.ParseError) as error:
        return f"body: {error}: {found.get('body', '')[:200]!r}"
    return None if forms[0] == forms[1] else f"body: expected the form {forms[0]}, found {forms[1]}"


def _form(request: dict):
    """A body without its texts."""
    body, kind = request.get("body", ""), str(request["headers"].get("Content-Type"))
    if not body.strip():
        return None
    if "json" in kind:
        return _without_texts(strict_json.parse(body))
    if "xml" in kind:
        return [element.tag for element in ElementTree.fromstring(body).iter()]
    if "urlencoded" in kind:
        return [name for name, _ in parse_qsl(body, keep_blank_values=True, strict_parsing=True)]
    return None


def _without_texts(value):
    if isinstance(value, dict):
        return {name: _without_texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_texts(each) for each in value]
    return "" if isinstance(value, str) else value


def _places(record: dict):
    """Each place that a caller fills with a text, and what puts another one there."""
    request = record["request"]
    for part, texts in (("query", ALL), ("pathParameters", ALL),
                        ("headers", [text for text in TEXTS + NUMBERS if text.isascii()])):
        for name in request[part]:
            if name.lower() != "content-type":
                yield f"{part}.{name}", texts, _putter(record, ("request", part, name))
    try:
        body = json.loads(request["body"])
    except ValueError:
        return
    for path, value in _leaves(body):
        if isinstance(value, str):
            name = ".".join(map(str, ("body", *path)))
            yield name, ALL, _body_putter(record, body, path)


def _leaves(value, path: tuple = ()):
    if isinstance(value, (dict, list)):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in entries:
            yield from _leaves(each, (*path, name))
    else:
        yield path, value


def _putter(record: dict, path: tuple):
    return lambda text: _with(record, path, text)


def _body_putter(record: dict, body, path: tuple):
    return lambda text: _with(
        record, ("request", "body"), json.dumps(_with(body, path, text) if path else text))


def _with(value, path: tuple, text: str):
    changed = place = copy.deepcopy(value)
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = text
    return changed


def _inlined(value, folder: Path):
    """An integration that has its templates in it."""
    if isinstance(value, dict):
        return {name: _inlined(each, folder) for name, each in value.items()}
    if isinstance(value, list):
        return [_inlined(each, folder) for each in value]
    if isinstance(value, str) and value.endswith(".vtl"):
        return (folder / value).read_text("utf-8")
    return value


def _path_parameters(resource: str, path: str) -> dict[str, str]:
    names, given = resource.strip("/").split("/"), path.strip("/").split("/")
    parameters = {}
    for number, name in enumerate(names[:len(given)]):
        if name.endswith("+}"):
            parameters[name[1:-2]] = unquote("/".join(given[number:]))
        elif name.startswith("{"):
            parameters[name[1:-1]] = unquote(given[number])
    return parameters


def _batch(records: list[dict]) -> list[dict]:
    lines = "".join(json.dumps(record) + "\n" for record in records)
    run = subprocess.run([VTL, "batch"], input=lines.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.split(b"\n") if line]
