"""Maps requests and answers with the command, as `vtl transform` does it."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from messages import Request, Response, read_request, read_response

VTL = os.environ.get("VTL", ".build/release/vtl")


class MappingError(Exception):
    """The command refused, or the gateway answered itself."""


class Exchange:
    """One method request and the integration it goes through."""

    def __init__(self, integration: Path, request: str, method: dict, context: dict,
                 stage_variables: dict, stage: dict) -> None:
        self.integration = integration
        self.request = request
        self.settings = {"method": method, "context": context, "stage": stage}
        self.stage_variables = stage_variables

    def integration_request(self) -> Request:
        return read_request(self._transform())

    def method_response(self, answer: Response) -> Response:
        return read_response(self._transform(answer.text()))

    def _transform(self, answer: bytes | None = None) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            request = Path(folder, "request.http")
            request.write_text(self.request, "utf-8")
            arguments = [VTL, "transform", str(self.integration), "--request", str(request)]
            for name, value in self.settings.items():
                file = Path(folder, f"{name}.json")
                file.write_text(json.dumps(value), "utf-8")
                arguments += [f"--{name}", str(file)]
            for name, value in self.stage_variables.items():
                arguments += ["--stage-variable", f"{name}={value}"]
            if answer is not None:
                response = Path(folder, "response.http")
                response.write_bytes(answer)
                arguments += ["--response", str(response)]
            run = subprocess.run(arguments, capture_output=True)
        if run.returncode or run.stderr:
            raise MappingError(run.stderr.decode("utf-8", "replace").strip())
        return run.stdout
