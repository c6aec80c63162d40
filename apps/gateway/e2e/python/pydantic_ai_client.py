"""pydantic-ai, with the model class that it has for OpenAI's chat completions."""

from functools import cache

from checks import CLOCK_CALL, SEARCH_CALL, TEXT, THOUGHTFUL_CALL, WEATHER_REPLY, run
from openai import AsyncOpenAI
from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput, PromptedOutput
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider


class Weather(BaseModel):
    city: str
    degrees: int


PARIS = Weather(city="Paris", degrees=21)


@cache
def model(url, name):
    api = AsyncOpenAI(base_url=f"{url}/v1", api_key="client-key", max_retries=0)
    return OpenAIChatModel(name, provider=OpenAIProvider(openai_client=api))


def agent(url, subject, **more):
    made = Agent(model(url, subject.model), instructions="Be brief.", **more)

    @made.tool_plain
    def search(query: str) -> str:
        """Searches."""
        return f"found {query}"

    @made.tool_plain
    def clock() -> str:
        """Tells the time."""
        return "noon"

    return made


async def whole_answer(url, subject):
    result = await agent(url, subject).run("Hi")
    assert result.output == TEXT
    usage = result.usage
    assert (usage.input_tokens, usage.output_tokens) == (12, 5), usage
    assert "Be brief." in subject.seen()["text"]


async def tools(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL, CLOCK_CALL][: 1 + bool(subject.parallelTools)]})
    result = await agent(url, subject).run("Hi")
    assert result.output == TEXT
    assert "found wörld" in subject.seen()["text"]


async def streamed_tools(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    async with agent(url, subject).run_stream("Hi") as result:
        pieces = [piece async for piece in result.stream_text(delta=True, debounce_by=None)]
    assert "".join(pieces) == TEXT, pieces
    assert "found wörld" in subject.seen()["text"]


async def output_by_tool(url, subject):
    if not subject.forcesTools:
        return
    call = {"id": "call_1", "name": "final_result", "arguments": WEATHER_REPLY["text"]}
    subject.says({"toolCalls": [call]})
    assert (await agent(url, subject, output_type=Weather).run("Weather?")).output == PARIS


async def output_by_schema(url, subject):
    subject.says(WEATHER_REPLY)
    asked = Agent(model(url, subject.model), output_type=NativeOutput(Weather))
    assert (await asked.run("Weather?")).output == PARIS


async def output_by_prompt(url, subject):
    subject.says(WEATHER_REPLY)
    asked = Agent(model(url, subject.model), output_type=PromptedOutput(Weather))
    assert (await asked.run("Weather?")).output == PARIS


async def output_after_a_retry(url, subject):
    """The complaint goes to the model, with a system message in the middle of the conversation."""
    subject.says({"text": ['{"city":"Paris"}']}, WEATHER_REPLY)
    asked = Agent(model(url, subject.model), output_type=PromptedOutput(Weather))
    assert (await asked.run("Weather?")).output == PARIS
    assert subject.seen()["requests"] == 2


async def conversation(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    asked = agent(url, subject)
    first = await asked.run("Hi")
    second = await asked.run("And now?", message_history=first.all_messages())
    assert second.output == TEXT
    seen = subject.seen()["text"]
    assert "found wörld" in seen and "And now?" in seen, seen


async def thoughts(url, subject):
    if subject.reasoning == "none":
        return
    subject.says(THOUGHTFUL_CALL)
    settings = {"openai_reasoning_effort": "medium"}
    result = await agent(url, subject, model_settings=settings).run("Hi")
    first = result.all_messages()[1]
    assert first.thinking == "I must search.", first
    assert result.output == TEXT
    assert "found wörld" in subject.seen()["text"]


async def error(url, subject):
    subject.fails({"type": "status", "status": 429})
    try:
        await agent(url, subject).run("Hi")
    except ModelHTTPError as error:
        assert error.status_code == 429, error
        assert error.body["code"] == "rate_limit_exceeded", error.body
        return
    raise AssertionError("No error was raised.")


run(
    [
        whole_answer,
        tools,
        streamed_tools,
        output_by_tool,
        output_by_schema,
        output_by_prompt,
        output_after_a_retry,
        conversation,
        thoughts,
        error,
    ]
)
