"""The JSON parser yyjson (the package yyjson), measured on the bodies of workloads.

Answers lines as ../airspeed/serve.py does; a render here is one parse, from the body's bytes to
yyjson's own document. No Python object is made of what is in it, so that the call from Python, some
hundred nanoseconds, is all that is added.
"""

import json
import pathlib
import sys
import time

import yyjson


def serve():
    body = b""
    for line in sys.stdin:
        verb, argument = line.rstrip("\n").split(" ", 1)
        if verb == "load":
            request = json.loads((pathlib.Path(argument) / "request.json").read_bytes())
            body = request.get("body", "").encode()
            try:
                yyjson.Document(body)
                answer = "equal"
            except ValueError as error:
                answer = "cannot parse: " + str(error)
        else:
            start = time.perf_counter_ns()
            for _ in range(int(argument)):
                yyjson.Document(body)
            answer = time.perf_counter_ns() - start
        print(answer, flush=True)


serve()
