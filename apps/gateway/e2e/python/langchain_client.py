"""LangChain's ChatOpenAI, alone and as the model of an agent."""

import asyncio
from functools import cache

import openai
from checks import (
    CLOCK_CALL,
    SEARCH_CALL,
    TEXT,
    THOUGHTFUL_CALL,
    WEATHER_REPLY,
    raises,
    run,
)
from langchain.agents import create_agent
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel

USAGE = {"input_tokens": 12, "output_tokens": 5, "total_tokens": 17}
ASK_AGENT = {"messages": [{"role": "user", "content": "Hi"}]}


class Weather(BaseModel):
    """The weather of a city."""

    city: str
    degrees: int


@tool
def search(query: str) -> str:
    """Searches."""
    return f"found {query}"


@tool
def clock() -> str:
    """Tells the time."""
    return "noon"


@cache
def model(url, name):
    return ChatOpenAI(
        model=name, base_url=f"{url}/v1", api_key="client-key", max_retries=0, stream_usage=True
    )


def has_usage(message):
    return {name: message.usage_metadata[name] for name in USAGE} == USAGE


def whole_answer(url, subject):
    message = model(url, subject.model).invoke([SystemMessage("Be brief."), HumanMessage("Hi")])
    assert message.content == TEXT, message
    assert has_usage(message), message.usage_metadata
    assert message.response_metadata["finish_reason"] == "stop", message.response_metadata
    assert "Be brief." in subject.seen()["text"]


def stream(url, subject):
    chunks = [*model(url, subject.model).stream("Hi")]
    assert "".join(chunk.content for chunk in chunks) == TEXT
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    assert has_usage(whole), whole.usage_metadata


async def asynchronous(url, subject):
    asked = model(url, subject.model)
    assert (await asked.ainvoke("Hi")).content == TEXT
    assert "".join([chunk.content async for chunk in asked.astream("Hi")]) == TEXT
    assert {message.content for message in await asked.abatch(["Hi"] * 5)} == {TEXT}


def tool_call(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    (call,) = model(url, subject.model).bind_tools([search]).invoke("Hi").tool_calls
    assert (call["name"], call["args"]) == ("search", {"query": "wörld"}), call


def forced_tool_call(url, subject):
    forced = model(url, subject.model).bind_tools([search, clock], tool_choice="search")
    if not subject.forcesTools:
        assert raises(openai.BadRequestError, lambda: forced.invoke("Hi")).param == "tool_choice"
        return
    subject.says({"toolCalls": [SEARCH_CALL]})
    assert forced.invoke("Hi").tool_calls[0]["name"] == "search"


def streamed_tool_call(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    chunks = [*model(url, subject.model).bind_tools([search]).stream("Hi")]
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    (call,) = whole.tool_calls
    assert (call["name"], call["args"]) == ("search", {"query": "wörld"}), call


def structured_by_schema(url, subject):
    subject.says(WEATHER_REPLY)
    asked = model(url, subject.model).with_structured_output(Weather)
    assert asked.invoke("Weather?") == Weather(city="Paris", degrees=21)


def structured_by_tool(url, subject):
    if not subject.forcesTools:
        return
    call = {"id": "call_1", "name": "Weather", "arguments": WEATHER_REPLY["text"]}
    subject.says({"toolCalls": [call]})
    asked = model(url, subject.model).with_structured_output(Weather, method="function_calling")
    assert asked.invoke("Weather?") == Weather(city="Paris", degrees=21)


def structured_by_json_mode(url, subject):
    subject.says(WEATHER_REPLY)
    asked = model(url, subject.model).with_structured_output(Weather, method="json_mode")
    assert asked.invoke("Weather as JSON?") == Weather(city="Paris", degrees=21)


def agent(url, subject):
    calls = [SEARCH_CALL, CLOCK_CALL] if subject.parallelTools else [SEARCH_CALL]
    subject.says({"toolCalls": calls})
    looped = create_agent(model(url, subject.model), [search, clock], system_prompt="Be brief.")
    *_, last = looped.invoke(ASK_AGENT)["messages"]
    assert last.content == TEXT, last
    seen = subject.seen()
    assert seen["requests"] == 2 and "found wörld" in seen["text"], seen


def streamed_agent(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    looped = create_agent(model(url, subject.model), [search])
    pieces = [
        message.content
        for message, _ in looped.stream(ASK_AGENT, stream_mode="messages")
        if message.type == "AIMessageChunk"
    ]
    assert "".join(pieces) == TEXT, pieces
    assert len([piece for piece in pieces if piece]) > 1, pieces


def agent_that_forgets_thoughts(url, subject):
    """ChatOpenAI drops the thought and its signature, which some vendors want back with the call."""
    if subject.reasoning == "none":
        return
    subject.says(THOUGHTFUL_CALL)
    thoughtful = model(url, subject.model).model_copy(update={"reasoning_effort": "medium"})
    *_, last = create_agent(thoughtful, [search]).invoke(ASK_AGENT)["messages"]
    assert last.content == TEXT, last
    assert "found wörld" in subject.seen()["text"]


def errors(url, subject):
    asked = model(url, subject.model)
    subject.fails({"type": "status", "status": 429, "headers": {"retry-after": "7"}})
    limited = raises(openai.RateLimitError, lambda: asked.invoke("Hi"))
    assert limited.response.headers["retry-after"] == "7"
    subject.fails({"type": "status", "status": 500})
    failed = raises(openai.InternalServerError, lambda: asked.invoke("Hi"))
    assert (failed.status_code, failed.code) == (502, "provider_error"), failed
    unknown = raises(openai.NotFoundError, lambda: model(url, "nobody/knows").invoke("Hi"))
    assert unknown.code == "model_not_found", unknown


def error_in_stream(url, subject):
    subject.fails({"type": "cut-after", "frames": subject.framesToText})
    raises(openai.APIError, lambda: [*model(url, subject.model).stream("Hi")])


def embeddings(url, subject):
    if subject.embeddingModel is None:
        return
    vectors = OpenAIEmbeddings(
        model=subject.embeddingModel,
        base_url=f"{url}/v1",
        api_key="client-key",
        # Otherwise it sends the ids of OpenAI's own tokens instead of text.
        check_embedding_ctx_length=False,
    ).embed_documents(["one", "two"])
    assert len(vectors) == 2 and len(vectors[0]) > 1, vectors


run(
    [
        whole_answer,
        stream,
        asynchronous,
        tool_call,
        forced_tool_call,
        streamed_tool_call,
        structured_by_schema,
        structured_by_tool,
        structured_by_json_mode,
        agent,
        streamed_agent,
        agent_that_forgets_thoughts,
        errors,
        error_in_stream,
        embeddings,
    ]
)
