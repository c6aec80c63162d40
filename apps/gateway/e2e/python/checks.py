"""Runs checks of a Python client against a gateway and prints their outcomes as JSON.

Standard input holds {"url": gateway, "control": address of the fakes' control, "subjects": [...]}.
"""

import asyncio
import inspect
import json
import sys
import time
import traceback
from dataclasses import dataclass

import requests

TEXT = "Hello, wörld 👋"
HI = [{"role": "user", "content": "Hi"}]
SEARCH_TOOL = {
    "type": "function",
    "function": {
        "name": "search",
        "description": "Searches.",
        "parameters": {
            "type": "object",
            "properties": {"query": {"type": "string"}},
            "required": ["query"],
            "additionalProperties": False,
        },
    },
}
SEARCH_CALL = {"id": "call_1", "name": "search", "arguments": ['{"query":', '"wörld"}']}
CLOCK_CALL = {"id": "call_2", "name": "clock", "arguments": ["{}"]}
THOUGHTFUL_CALL = {
    "reasoning": {"text": "I must search.", "signature": "c2ln"},
    "toolCalls": [SEARCH_CALL],
}
WEATHER_REPLY = {"text": ['{"city":"Pa', 'ris","degrees"', ":21}"]}


@dataclass
class Subject:
    """A provider of the gateway, and the fake vendor behind it."""

    control: str
    name: str
    model: str
    embeddingModel: str | None
    framesToText: int
    parallelTools: bool
    forcesTools: bool
    keepsToolCallIds: bool
    reasoning: str

    def order(self, **order):
        answer = requests.post(self.control, json={"subject": self.name, **order}, timeout=10)
        return answer.json()

    def says(self, *replies):
        self.order(replies=replies)

    def fails(self, *faults):
        self.order(faults=faults)

    def seen(self):
        return self.order()

    def is_abandoned(self, within=10.0):
        """The gateway has closed its connection to the vendor."""
        until = time.monotonic() + within
        while self.seen()["abandoned"] != 1:
            assert time.monotonic() < until, "the upstream connection is still open"
            time.sleep(0.01)


def raises(expected, call):
    """The error of that class which the call raises."""
    try:
        call()
    except expected as error:
        return error
    raise AssertionError(f"No {expected.__name__} was raised.")


def run(checks):
    parameters = json.load(sys.stdin)
    fields = Subject.__annotations__
    results = []
    # One loop for all, so that an asynchronous client can serve them all.
    runner = asyncio.Runner()
    for given in parameters["subjects"]:
        known = {name: given.get(name) for name in fields}
        subject = Subject(**{**known, "control": parameters["control"]})
        for check in checks:
            result = {"subject": subject.name, "check": check.__name__}
            subject.order(reset=True)
            try:
                outcome = check(parameters["url"], subject)
                if inspect.iscoroutine(outcome):
                    runner.run(outcome)
            except Exception:
                result["error"] = traceback.format_exc()
            results.append(result)
    json.dump(results, sys.stdout)
