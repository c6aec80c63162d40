"""The official client, as most applications use it."""

from functools import cache

import openai
from checks import CLOCK_CALL, HI, SEARCH_CALL, SEARCH_TOOL, TEXT, WEATHER_REPLY, raises, run
from openai import OpenAI
from pydantic import BaseModel


class Weather(BaseModel):
    city: str
    degrees: int


class Search(BaseModel):
    query: str


# Setting up TLS, which is not used here, takes longer than a check.
@cache
def client(url):
    return OpenAI(base_url=f"{url}/v1", api_key="client-key", max_retries=0)


def whole_answer(url, subject):
    completion = client(url).chat.completions.create(model=subject.model, messages=HI)
    message = completion.choices[0].message
    assert (message.role, message.content) == ("assistant", TEXT), message
    assert message.tool_calls is None
    assert completion.choices[0].finish_reason == "stop"
    assert (completion.usage.prompt_tokens, completion.usage.completion_tokens) == (12, 5)
    assert completion._request_id.startswith("req_")


def raw_response(url, subject):
    raw = client(url).chat.completions.with_raw_response.create(model=subject.model, messages=HI)
    assert raw.headers["x-gateway-provider"] == subject.name
    assert raw.headers["x-request-id"].startswith("req_")
    assert raw.parse().choices[0].message.content == TEXT


def streaming_response(url, subject):
    with client(url).chat.completions.with_streaming_response.create(
        model=subject.model, messages=HI, stream=True
    ) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in response.iter_lines() if line]
    assert lines[-1] == "data: [DONE]", lines[-1]
    assert all(line.startswith(("data: ", ":")) for line in lines)


def iterated_stream(url, subject):
    stream = client(url).chat.completions.create(model=subject.model, messages=HI, stream=True)
    # Careless, as in every tutorial: each chunk has a choice.
    deltas = [chunk.choices[0].delta for chunk in stream]
    assert "".join(delta.content or "" for delta in deltas) == TEXT
    assert [delta.role for delta in deltas if delta.role] == ["assistant"]


def stream_usage(url, subject):
    stream = client(url).chat.completions.create(
        model=subject.model, messages=HI, stream=True, stream_options={"include_usage": True}
    )
    *chunks, last = stream
    assert last.choices == [] and last.usage.total_tokens == 17, last
    assert all(chunk.usage is None for chunk in chunks)


def helper(url, subject):
    with client(url).chat.completions.stream(model=subject.model, messages=HI) as stream:
        pieces = [event.delta for event in stream if event.type == "content.delta"]
        completion = stream.get_final_completion()
    message = completion.choices[0].message
    assert "".join(pieces) == TEXT
    assert (message.role, message.content) == ("assistant", TEXT), message
    assert completion.choices[0].finish_reason == "stop"


def helper_with_tools(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    with client(url).chat.completions.stream(
        model=subject.model, messages=HI, tools=[openai.pydantic_function_tool(Search, name="search")]
    ) as stream:
        completion = stream.get_final_completion()
    message = completion.choices[0].message
    (call,) = message.tool_calls
    assert message.role == "assistant", message.role
    assert (call.type, call.function.name) == ("function", "search"), call
    assert call.function.parsed_arguments == Search(query="wörld")
    if subject.keepsToolCallIds:
        assert call.id == "call_1", call.id
    assert completion.choices[0].finish_reason == "tool_calls"


def helper_with_parallel_tools(url, subject):
    if not subject.parallelTools:
        return
    subject.says({"toolCalls": [SEARCH_CALL, CLOCK_CALL]})
    clock = {"type": "function", "function": {"name": "clock", "parameters": {"type": "object"}}}
    with client(url).chat.completions.stream(
        model=subject.model, messages=HI, tools=[SEARCH_TOOL, clock]
    ) as stream:
        calls = stream.get_final_completion().choices[0].message.tool_calls
    assert [call.function.name for call in calls] == ["search", "clock"], calls
    assert len({call.id for call in calls}) == 2


def helper_with_reasoning(url, subject):
    if subject.reasoning == "none":
        return
    subject.says({"reasoning": {"text": "Let me think.", "signature": "c2ln"}, "text": ["Yes", "!"]})
    with client(url).chat.completions.stream(
        model=subject.model, messages=HI, reasoning_effort="medium"
    ) as stream:
        message = stream.get_final_completion().choices[0].message
    assert message.content == "Yes!", message
    assert message.reasoning_content == "Let me think.", message


def tool_results(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    ask = client(url).chat.completions.create
    first = ask(model=subject.model, messages=HI, tools=[SEARCH_TOOL])
    message = first.choices[0].message
    result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "found it"}
    # The message goes back as the client's own object.
    second = ask(model=subject.model, messages=[*HI, message, result], tools=[SEARCH_TOOL])
    assert second.choices[0].message.content == TEXT
    assert "found it" in subject.seen()["text"]


def parse_with_pydantic(url, subject):
    subject.says(WEATHER_REPLY)
    completion = client(url).chat.completions.parse(
        model=subject.model, messages=HI, response_format=Weather
    )
    assert completion.choices[0].message.parsed == Weather(city="Paris", degrees=21)


def stream_with_pydantic(url, subject):
    subject.says(WEATHER_REPLY)
    with client(url).chat.completions.stream(
        model=subject.model, messages=HI, response_format=Weather
    ) as stream:
        completion = stream.get_final_completion()
    assert completion.choices[0].message.parsed == Weather(city="Paris", degrees=21)


def errors(url, subject):
    ask = lambda: client(url).chat.completions.create(model=subject.model, messages=HI)
    expectations = [
        (400, openai.BadRequestError, 400, "provider_rejected_request"),
        (401, openai.InternalServerError, 502, "provider_auth_error"),
        (429, openai.RateLimitError, 429, "rate_limit_exceeded"),
        (500, openai.InternalServerError, 502, "provider_error"),
    ]
    for status, expected, answered, code in expectations:
        subject.fails({"type": "status", "status": status})
        error = raises(expected, ask)
        assert (error.status_code, error.code) == (answered, code), (status, error)
        assert error.request_id.startswith("req_")
        assert error.body["provider"] == subject.name


def rate_limit_names_the_wait(url, subject):
    subject.fails({"type": "status", "status": 429, "headers": {"retry-after": "7"}})
    ask = lambda: client(url).chat.completions.create(model=subject.model, messages=HI)
    assert raises(openai.RateLimitError, ask).response.headers["retry-after"] == "7"


def error_in_stream(url, subject):
    for fault in ("error-after", "cut-after", "reset-after", "malformed-after"):
        subject.fails({"type": fault, "frames": subject.framesToText})
        stream = client(url).chat.completions.create(
            model=subject.model, messages=HI, stream=True
        )
        error = raises(openai.APIError, lambda: [*stream])
        assert error.code.startswith("provider_"), (fault, error)


def abort(url, subject):
    subject.fails({"type": "silent-after", "frames": subject.framesToText})
    with client(url).chat.completions.create(
        model=subject.model, messages=HI, stream=True
    ) as stream:
        for chunk in stream:
            if chunk.choices[0].delta.content:
                break
    subject.is_abandoned()


def timeout(url, subject):
    subject.fails({"type": "silent"})
    ask = lambda: client(url).chat.completions.create(
        model=subject.model, messages=HI, timeout=0.1
    )
    raises(openai.APITimeoutError, ask)
    subject.is_abandoned()


def embeddings(url, subject):
    if subject.embeddingModel is None:
        return
    create = client(url).embeddings.create
    packed = create(model=subject.embeddingModel, input=["one", "two"])
    plain = create(model=subject.embeddingModel, input=["one", "two"], encoding_format="float")
    for one, other in zip(packed.data, plain.data, strict=True):
        assert all(abs(a - b) < 1e-6 for a, b in zip(one.embedding, other.embedding, strict=True))


def models(url, subject):
    listed = client(url).models.list().data
    assert any(model.owned_by == "openai" for model in listed)
    known = client(url).models.retrieve(listed[0].id)
    assert known.id == listed[0].id


run(
    [
        whole_answer,
        raw_response,
        streaming_response,
        iterated_stream,
        stream_usage,
        helper,
        helper_with_tools,
        helper_with_parallel_tools,
        helper_with_reasoning,
        tool_results,
        parse_with_pydantic,
        stream_with_pydantic,
        errors,
        rate_limit_names_the_wait,
        error_in_stream,
        abort,
        timeout,
        embeddings,
        models,
    ]
)
