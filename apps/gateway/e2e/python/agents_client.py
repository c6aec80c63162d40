"""OpenAI's Agents SDK, whose model is a chat completion of the gateway."""

from functools import cache

import openai
from agents import (
    Agent,
    OpenAIChatCompletionsModel,
    Runner,
    function_tool,
    handoff,
    set_tracing_disabled,
)
from checks import SEARCH_CALL, TEXT, WEATHER_REPLY, run
from openai import AsyncOpenAI
from pydantic import BaseModel

# Traces would go to OpenAI itself.
set_tracing_disabled(True)


class Weather(BaseModel):
    city: str
    degrees: int


@function_tool
def search(query: str) -> str:
    """Searches."""
    return f"found {query}"


@cache
def model(url, name):
    api = AsyncOpenAI(base_url=f"{url}/v1", api_key="client-key", max_retries=0)
    return OpenAIChatCompletionsModel(model=name, openai_client=api)


def agent(url, subject, **more):
    return Agent(name="helper", instructions="Be brief.", model=model(url, subject.model), **more)


async def whole_answer(url, subject):
    result = await Runner.run(agent(url, subject), "Hi")
    assert result.final_output == TEXT
    usage = result.context_wrapper.usage
    assert (usage.input_tokens, usage.output_tokens) == (12, 5), usage
    assert "Be brief." in subject.seen()["text"]


async def tools(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    result = await Runner.run(agent(url, subject, tools=[search]), "Hi")
    assert result.final_output == TEXT
    assert "found wörld" in subject.seen()["text"]


async def streamed_tools(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    result = Runner.run_streamed(agent(url, subject, tools=[search]), "Hi")
    pieces = []
    async for event in result.stream_events():
        if event.type == "raw_response_event" and event.data.type == "response.output_text.delta":
            pieces.append(event.data.delta)
    assert result.final_output == "".join(pieces) == TEXT, pieces
    assert "found wörld" in subject.seen()["text"]


async def typed_output(url, subject):
    subject.says(WEATHER_REPLY)
    result = await Runner.run(agent(url, subject, output_type=Weather), "Weather?")
    assert result.final_output == Weather(city="Paris", degrees=21)


async def handed_over(url, subject):
    expert = agent(url, subject).clone(name="expert", instructions="You know it all.")
    call = {"id": "call_1", "name": "transfer_to_expert", "arguments": ["{}"]}
    subject.says({"toolCalls": [call]})
    result = await Runner.run(agent(url, subject, handoffs=[handoff(expert)]), "Hi")
    assert (result.last_agent.name, result.final_output) == ("expert", TEXT)
    assert "You know it all." in subject.seen()["text"]


async def conversation(url, subject):
    """The second turn sends back what the first one became, the tool call and its result too."""
    subject.says({"toolCalls": [SEARCH_CALL]})
    first = await Runner.run(agent(url, subject, tools=[search]), "Hi")
    history = [*first.to_input_list(), {"role": "user", "content": "And now?"}]
    second = await Runner.run(agent(url, subject, tools=[search]), history)
    assert second.final_output == TEXT
    seen = subject.seen()["text"]
    assert "found wörld" in seen and "And now?" in seen, seen


async def error(url, subject):
    subject.fails({"type": "status", "status": 400})
    try:
        await Runner.run(agent(url, subject), "Hi")
    except openai.BadRequestError as error:
        assert error.code == "provider_rejected_request", error.code
        return
    raise AssertionError("No error was raised.")


run([whole_answer, tools, streamed_tools, typed_output, handed_over, conversation, error])
