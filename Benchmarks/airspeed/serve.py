"""LocalStack's Velocity engine (the package airspeed-ext), measured.

Answers lines: "load FOLDER" with "equal", "different" or the reason why it cannot render, "run
COUNT" with the nanoseconds that COUNT renders took. The template is parsed once. $input and $util
are ours; paths are names and indexes only, which is less work than LocalStack's own.
"""

import base64
import json
import pathlib
import re
import sys
import time
import urllib.parse

import airspeed


class Input:
    def __init__(self, body, parameters):
        self.body = body.decode()
        self.parameters = parameters
        self.document = None

    def path(self, path):
        if not re.fullmatch(r"\$((\.\w+)|(\[\d+\]))*", path):
            raise ValueError("paths are names and indexes here: " + path)
        if self.document is None:
            self.document = json.loads(self.body)
        value = self.document
        for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", path):
            try:
                value = value[name] if name else value[int(index)]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def json(self, path):
        return json.dumps(self.path(path), separators=(",", ":"), ensure_ascii=False)

    def params(self, name=None):
        if name is None:
            return self.parameters
        for group in self.parameters.values():
            if name in group:
                return group[name]
        return ""


class Util:
    def escapeJavaScript(self, text):
        return json.dumps(str(text))[1:-1].replace("'", "\\'")

    def urlEncode(self, text):
        return urllib.parse.quote_plus(text, safe="*-._")

    def base64Encode(self, text):
        return base64.b64encode(text.encode()).decode()


class Workload:
    def __init__(self, folder):
        self.template = airspeed.Template((folder / "template.vtl").read_text())
        request = json.loads((folder / "request.json").read_bytes())
        self.body = request.get("body", "").encode()
        groups = request.get("params", {})
        self.parameters = {name: groups.get(name, {}) for name in ("path", "querystring", "header")}
        self.context = request.get("context", {})
        self.stage_variables = request.get("stageVariables", {})

    def render(self):
        return self.template.merge({
            "input": Input(self.body, self.parameters),
            "util": Util(),
            "context": self.context,
            "stageVariables": self.stage_variables,
        }).encode()


def serve():
    workload = None
    for line in sys.stdin:
        verb, argument = line.rstrip("\n").split(" ", 1)
        if verb == "load":
            folder = pathlib.Path(argument)
            try:
                workload = Workload(folder)
                right = workload.render() == (folder / "expected.txt").read_bytes()
                answer = "equal" if right else "different"
            except Exception as error:
                answer = "cannot render: " + str(error).split("\n")[0]
        else:
            start = time.perf_counter_ns()
            for _ in range(int(argument)):
                workload.render()
            answer = time.perf_counter_ns() - start
        print(answer, flush=True)


serve()
