"""Checks the mapping templates against the models of their services and a stand-in of AWS.

check.py [--filter TEXT] [--dump]

--filter takes only pairs whose folder contains the text; --dump writes the mapped requests of the
examples, one JSON object per line, and checks nothing.
"""

import argparse
import sys
from pathlib import Path

import examples
import hostile

TEMPLATES = Path("Templates")
ROUND_TRIPS = Path("Tests/Services/round-trips")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--filter", default="")
    parser.add_argument("--dump", action="store_true")
    options = parser.parse_args()
    pairs = [pair for pair in examples.pairs(TEMPLATES) if options.filter in str(pair.folder)]
    if options.dump:
        for pair in pairs:
            print(*pair.records(), sep="\n", end="\n" if pair.requests else "")
        return 0
    failures = check_examples(pairs) + send_hostile_texts(pairs) + run_round_trips(options.filter)
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if failures else 0


def check_examples(pairs: list[examples.Pair]) -> list[str]:
    for pair in pairs:
        pair.check()
    cases = sum(len(pair.cases) for pair in pairs)
    requests = sum(len(pair.requests) for pair in pairs)
    bodies = sum(pair.json_bodies for pair in pairs)
    operations = set().union(*(pair.operations for pair in pairs))
    print(f"{len(pairs)} pairs, {cases} examples: {requests} requests of {len(operations)} actions "
          f"checked by the services' models, {bodies} bodies as strict JSON")
    return [failure for pair in pairs for failure in pair.failures]


def send_hostile_texts(pairs: list[examples.Pair]) -> list[str]:
    requests, answers = [], []
    for pair in pairs:
        exchanges = [case for case in pair.cases if "template" not in case.keys]
        sender = hostile.Sender(pair.folder)
        if sender.goes_out:
            requests += sender.requests(
                [case for case in exchanges if "integration-request.http" in case.sections])
        if sender.says_errors:
            answers += sender.answers(exchanges[0])
    print(f"{len(requests)} requests with hostile texts, {len(answers)} strange answers")
    return list(filter(None, requests + answers))


def run_round_trips(wanted: str) -> list[str]:
    # moto takes a while to load, which a look at the examples should not wait for.
    from moto_server import MotoServer
    from round_trips import RoundTrips

    failures, operations, exchanges, pairs = [], set(), 0, set()
    with MotoServer() as server:
        for file in sorted(ROUND_TRIPS.glob("*.json")):
            try:
                trips = RoundTrips(file, TEMPLATES, server)
            except (ValueError, KeyError) as error:
                failures.append(f"{file}: {error!r}")
                continue
            if wanted not in str(trips.folder):
                continue
            trips.run()
            failures += trips.failures
            operations |= trips.operations
            pairs.add(trips.folder)
            exchanges += sum("setup" not in entry for entry in trips.fixture["exchanges"])
    print(f"{exchanges} round trips of {len(pairs)} pairs, {len(operations)} actions")
    return failures


if __name__ == "__main__":
    sys.exit(main())
