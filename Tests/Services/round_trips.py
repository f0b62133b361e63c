"""Sends the requests of pairs to a stand-in of AWS and maps its real answers.

README.md describes the files that say what is sent and what must come back.
"""

import base64
import json
import re
from pathlib import Path
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

import query_answers
import request_check
import service_models
import strict_json
from case_files import Case, read_cases
from mapping import Exchange, MappingError
from messages import Request, Response
from moto_server import MotoServer

ANY = "<any>"


class RoundTrips:
    """The exchanges of one file, in their order, over one state of the server."""

    def __init__(self, file: Path, templates: Path, server: MotoServer) -> None:
        self.file = file
        self.fixture = strict_json.parse(file.read_bytes())
        self.folder = templates / self.fixture["pair"]
        self.server = server
        self.saved: dict[str, str] = {}
        self.operations: set[str] = set()
        self.failures: list[str] = []

    def run(self) -> None:
        self.server.reset()
        if not (self.folder / "examples.cases").is_file():
            self.failures.append(f"{self.file}: expected a pair, found {self.fixture['pair']}")
            return
        cases = read_cases(self.folder / "examples.cases")
        entries = [{"setup": self.fixture.get("setup", [])}, *self.fixture["exchanges"]]
        for number, entry in enumerate(entries):
            name = f"{self.file}#{number} {entry.get('case', '')}".strip()
            try:
                if "setup" in entry:
                    self._set_up(name, entry["setup"])
                else:
                    self._exchange(name, entry, cases)
            except (MappingError, ClientError, BotoCoreError, UnicodeError, LookupError) as error:
                self.failures.append(f"{name}: {error}")

    def _set_up(self, name: str, steps: list[dict]) -> None:
        for step in steps:
            step = fill(step, self.saved)
            if "post" in step:
                self.server.post(step["post"], step["body"])
                continue
            answer = self.server.call(
                step["service"], step["operation"], step.get("params", {}))
            for key, path in step.get("save", {}).items():
                self.saved[key] = find(answer, path)
            for path, value in step.get("expect", {}).items():
                found = find(answer, path)
                if not matches(value, found):
                    self.failures.append(f"{name}: {path}: expected {value!r}, found {found!r}")

    def _exchange(self, name: str, entry: dict, cases: list[Case]) -> None:
        exchange = self._prepare(entry, cases)
        request = exchange.integration_request()
        verdict = request_check.judge(request)
        self.operations.add(f"{verdict.service} {verdict.operation}")
        if verdict.findings:
            self.failures += [f"{name}: {finding}" for finding in verdict.findings]
            return
        answer = self._send(request, verdict)
        response = exchange.method_response(answer)
        expected = fill(entry, self.saved)
        problems = list(differences(expected, response))
        if problems:
            endpoint = answer.body.decode("utf-8", "replace")
            problems.append(f"the endpoint answered {answer.status} {endpoint}")
        self.failures += [f"{name}: {problem}" for problem in problems]

    def _prepare(self, entry: dict, cases: list[Case]) -> Exchange:
        """An exchange that has only a request shares what else the first case has."""
        case = cases[0]
        if "case" in entry:
            case = next((each for each in cases if each.name == entry["case"]), None)
            if case is None:
                raise LookupError(f"expected a case of {self.folder}, found {entry['case']}")
        request = case.sections.get("request.http", "")
        if "request" in entry:
            # A saved value in the first line stands in a URL.
            encoded = {key: quote(str(value), safe="") for key, value in self.saved.items()}
            line, *rest = entry["request"]
            request = "\n".join([fill(line, encoded), *fill(rest, self.saved)])
        entry = fill(entry, self.saved)
        settings = {name: json.loads(case.sections.get(f"{name}.json", "{}"))
                    for name in ("method", "context", "stage-variables", "stage")}
        return Exchange(
            self.folder / case.keys.get("integration", "integration.json"), request,
            settings["method"] | entry.get("method", {}),
            settings["context"] | entry.get("context", {}),
            settings["stage-variables"] | entry.get("stageVariables", {}), settings["stage"])

    def _send(self, request: Request, verdict: request_check.Verdict) -> Response:
        answer = self.server.send(request)
        model = service_models.model_of(request.host, request.path)
        if request_check.protocol_of(request, model) != "query":
            return answer
        return query_answers.as_json(request, model.operation_model(verdict.operation), answer)


def fill(value, names: dict[str, str]):
    """A value whose texts have what was saved instead of `${name}`, and bytes instead of Base64.

    What is saved keeps its type where it stands alone.
    """
    if isinstance(value, str):
        if alone := re.fullmatch(r"\$\{(\w+)\}", value):
            return names.get(alone[1], value)
        return re.sub(r"\$\{(\w+)\}", lambda match: str(names.get(match[1], match[0])), value)
    if isinstance(value, list):
        return [fill(each, names) for each in value]
    if isinstance(value, dict):
        if list(value) == ["base64"]:
            return base64.b64decode(value["base64"])
        return {name: fill(each, names) for name, each in value.items()}
    return value


def find(value, path: str):
    """What stands at a dotted path; numbers count the elements of a list."""
    for part in path.split("."):
        value = value[int(part)] if part.isdecimal() else value[part]
    return value


def differences(expected: dict, response: Response):
    """What a method response has otherwise than a fixture says."""
    if response.status != expected["status"]:
        yield f"status: expected {expected['status']}, found {response.status}"
    for name, value in expected.get("headers", {}).items():
        if not matches(value, response.headers.get(name)):
            yield f"{name}: expected {value}, found {response.headers.get(name)!r}"
    body = response.body.decode("utf-8")
    answer = expected["answer"]
    if isinstance(answer, str):
        if not matches(answer, body):
            yield f"body: expected {answer!r}, found {body!r}"
        return
    try:
        found = strict_json.parse(body)
    except ValueError as error:
        yield f"body: expected JSON, found {error}: {body!r}"
        return
    if not matches(answer, found):
        yield f"body: expected {json.dumps(answer)}, found {json.dumps(found)}"


def matches(expected, found) -> bool:
    """Whether two values are equal; `<any>` stands for any text, alone for any text or number."""
    if expected == ANY:
        return isinstance(found, (str, int, float)) and found != ""
    if isinstance(expected, str) and ANY in expected:
        pattern = ".+".join(map(re.escape, expected.split(ANY)))
        return isinstance(found, str) and re.fullmatch(pattern, found, re.DOTALL) is not None
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(
            matches(each, found[name]) for name, each in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(matches, expected, found))
    return type(expected) is type(found) and expected == found
