"""No SDK at all: `requests`, as a script or another company's client uses it."""

import json

import requests
from checks import HI, SEARCH_CALL, SEARCH_TOOL, TEXT, run


def post(url, subject, stream=False, **body):
    return requests.post(
        f"{url}/v1/chat/completions",
        json={"model": subject.model, "messages": HI, "stream": stream, **body},
        stream=stream,
        timeout=10,
    )


def whole_answer(url, subject):
    response = post(url, subject)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["choices"][0]["message"]["content"] == TEXT


def stream(url, subject):
    response = post(url, subject, stream=True)
    response.encoding = "utf-8"
    lines = [line for line in response.iter_lines(decode_unicode=True) if line]
    assert lines.pop() == "data: [DONE]"
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines if line[0] != ":"]
    assert "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks) == TEXT


def tool_call(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    choice = post(url, subject, tools=[SEARCH_TOOL]).json()["choices"][0]
    assert choice["finish_reason"] == "tool_calls"
    call = choice["message"]["tool_calls"][0]["function"]
    assert json.loads(call["arguments"]) == {"query": "wörld"}


def vendor_error(url, subject):
    subject.fails({"type": "status", "status": 429, "headers": {"retry-after": "7"}})
    response = post(url, subject)
    body = response.json()
    assert response.status_code == 429
    assert response.headers["retry-after"] == "7"
    assert body["detail"] == body["error"]["message"] != ""
    assert body["request_id"] == response.headers["x-request-id"]


def bad_request(url, subject):
    response = post(url, subject, temperature="warm")
    body = response.json()
    assert (response.status_code, body["error"]["param"]) == (400, "temperature"), body
    assert "temperature" in body["detail"]


def error_in_stream(url, subject):
    subject.fails({"type": "cut-after", "frames": subject.framesToText})
    lines = [line for line in post(url, subject, stream=True).iter_lines() if line]
    last = json.loads(lines[-1].removeprefix(b"data: "))
    assert last["error"]["code"] == "provider_stream_interrupted", last
    assert b"data: [DONE]" not in lines


run([whole_answer, stream, tool_call, vendor_error, bad_request, error_in_stream])
