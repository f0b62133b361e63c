"""Checks the examples of the mapping templates: requests by the model, bodies as strict JSON."""

import base64
import json
from pathlib import Path

import request_check
import strict_json
from case_files import Case, read_cases
from messages import Request, read_request, read_response

FILES = ("request.vtl", "response.vtl", "integration.json", "examples.cases")


class Pair:
    """One folder of mapping templates with its examples."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failures = [
            f"{folder}: expected {name}, found none" for name in FILES
            if not (folder / name).is_file()]
        self.cases: list[Case] = []
        self.requests: list[tuple[Case, Request]] = []
        self.json_bodies = 0
        self.operations: set[str] = set()
        if self.failures:
            return
        integration = strict_json.parse((folder / "integration.json").read_bytes())
        self.is_of_aws = integration["type"] == "AWS"
        self.cases = read_cases(folder / "examples.cases")
        self.requests = [
            (case, read_request(case.sections["integration-request.http"].encode()))
            for case in self.cases
            if self.is_of_aws and "integration-request.http" in case.sections]

    def check(self) -> None:
        if self.failures:
            return
        if self.is_of_aws and not self.requests:
            self.failures.append(f"{self.folder}: expected an integration request, found none")
        for case, request in self.requests:
            verdict = request_check.judge(request)
            self.operations.add(f"{verdict.service} {verdict.operation}")
            self.failures += [f"{case.id}: {finding}" for finding in verdict.findings]
            if request.headers.are_of_json:
                self._check_json(case, "integration-request.http", request.body)
        for case in self.cases:
            self._check_answer(case)

    def _check_answer(self, case: Case) -> None:
        if "response.http" in case.sections:
            response = read_response(case.sections["response.http"].encode())
            if response.headers.are_of_json:
                self._check_json(case, "response.http", response.body)
        elif self.is_of_aws and case.sections.get("output", "").lstrip()[:1] in ("{", "["):
            self._check_json(case, "output", case.sections["output"].encode())

    def _check_json(self, case: Case, section: str, body: bytes) -> None:
        if not body.strip():
            return
        self.json_bodies += 1
        try:
            strict_json.parse(body)
        except ValueError as error:
            self.failures.append(f"{case.id}: {section}: expected JSON, found {error}")

    def records(self):
        """The mapped requests as lines of JSON for other tools."""
        for case, request in self.requests:
            verdict = request_check.judge(request)
            record = {
                "name": case.id, "expect": "ok", "service": verdict.service,
                "operation": verdict.operation, "method": request.method, "path": request.path,
                "query": {name: [v for n, v in request.query if n == name]
                          for name, _ in request.query},
                "headers": {name: request.headers.get(name)
                            for name in request.headers.names()}}
            try:
                record["body"] = request.body.decode("utf-8")
            except UnicodeDecodeError:
                record["bodyBase64"] = base64.b64encode(request.body).decode("ascii")
            yield json.dumps(record)


def pairs(templates: Path) -> list[Pair]:
    """Every folder that holds a file of a pair."""
    folders = {path.parent for name in FILES for path in templates.glob(f"**/{name}")}
    return [Pair(folder) for folder in sorted(folders)]
