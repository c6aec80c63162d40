"""instructor: answers that are pydantic objects, by each of its modes for OpenAI's format."""

from collections.abc import Iterable
from functools import cache

import instructor
from checks import HI, WEATHER_REPLY, raises, run
from instructor import Mode
from instructor.core import InstructorRetryException
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

TEXT = WEATHER_REPLY["text"]
FENCED = ["Here it is:\n```json\n", *TEXT, "\n```"]


class Weather(BaseModel):
    """The weather of a city."""

    city: str
    degrees: int


def is_paris(weather):
    # What instructor returns is of a class that it derives from Weather.
    return isinstance(weather, Weather) and (weather.city, weather.degrees) == ("Paris", 21)


@cache
def client(url, mode):
    return instructor.from_openai(
        OpenAI(base_url=f"{url}/v1", api_key="client-key", max_retries=0), mode=mode
    )


def ask(url, subject, mode, **more):
    return client(url, mode).chat.completions.create(
        **{"model": subject.model, "messages": HI, "response_model": Weather, "max_retries": 0, **more}
    )


def calls(*texts):
    """A call of the tool that stands for the answer, for each list of pieces of its arguments."""
    return {
        "toolCalls": [
            {"id": f"call_{number}", "name": "Weather", "arguments": text}
            for number, text in enumerate(texts, 1)
        ]
    }


def tools(url, subject):
    """The mode of those who choose none: it makes the model call a tool."""
    if not subject.forcesTools:
        refused = raises(InstructorRetryException, lambda: ask(url, subject, Mode.TOOLS))
        assert "tool_choice" in str(refused), refused
        return
    subject.says(calls(TEXT))
    assert is_paris(ask(url, subject, Mode.TOOLS))


def strict_tools(url, subject):
    if not subject.forcesTools:
        return
    subject.says(calls(TEXT))
    assert is_paris(ask(url, subject, Mode.TOOLS_STRICT))


def json_mode(url, subject):
    subject.says(WEATHER_REPLY)
    assert is_paris(ask(url, subject, Mode.JSON))


def markdown(url, subject):
    subject.says({"text": FENCED})
    assert is_paris(ask(url, subject, Mode.MD_JSON))


def json_schema(url, subject):
    subject.says(WEATHER_REPLY)
    assert is_paris(ask(url, subject, Mode.JSON_SCHEMA))
    assert "degrees" in subject.seen()["text"]


def parallel_tools(url, subject):
    if not subject.parallelTools:
        return
    subject.says(calls(TEXT, ['{"city":"Oslo","degrees":3}']))
    found = ask(url, subject, Mode.PARALLEL_TOOLS, response_model=Iterable[Weather])
    assert [weather.city for weather in found] == ["Paris", "Oslo"]


def partial(url, subject):
    subject.says(WEATHER_REPLY)
    seen = [
        *client(url, Mode.JSON_SCHEMA).chat.completions.create_partial(
            model=subject.model, messages=HI, response_model=Weather, max_retries=0
        )
    ]
    assert (seen[-1].city, seen[-1].degrees) == ("Paris", 21), seen
    assert seen[0].degrees is None, seen


def iterable(url, subject):
    subject.says({"text": ['{"tasks":[', *TEXT, ',{"city":"Oslo","degrees":3}]}']})
    found = client(url, Mode.JSON_SCHEMA).chat.completions.create_iterable(
        model=subject.model, messages=HI, response_model=Weather, max_retries=0
    )
    assert [weather.city for weather in found] == ["Paris", "Oslo"]


async def asynchronous(url, subject):
    if not subject.forcesTools:
        return
    subject.says(calls(TEXT))
    api = AsyncOpenAI(base_url=f"{url}/v1", api_key="client-key", max_retries=0)
    weather = await instructor.from_openai(api).chat.completions.create(
        model=subject.model, messages=HI, response_model=Weather, max_retries=0
    )
    assert is_paris(weather), weather


def asks_again(url, subject):
    """An answer that breaks the schema goes back to the model with the complaint."""
    if not subject.forcesTools:
        return
    subject.says(calls(['{"city":"Paris"}']), calls(TEXT))
    assert is_paris(ask(url, subject, Mode.TOOLS, max_retries=1))
    seen = subject.seen()
    assert seen["requests"] == 2 and "degrees" in seen["text"] and "required" in seen["text"], seen


def completion(url, subject):
    if not subject.forcesTools:
        return
    subject.says({**calls(TEXT), "usage": {"input": 20, "output": 9}})
    weather, answer = client(url, Mode.TOOLS).chat.completions.create_with_completion(
        model=subject.model, messages=HI, response_model=Weather, max_retries=0
    )
    assert is_paris(weather), weather
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (20, 9), answer.usage


def errors(url, subject):
    subject.fails({"type": "status", "status": 429})
    failed = raises(InstructorRetryException, lambda: ask(url, subject, Mode.JSON_SCHEMA))
    assert "429" in str(failed), failed


run(
    [
        tools,
        strict_tools,
        json_mode,
        markdown,
        json_schema,
        parallel_tools,
        partial,
        iterable,
        asynchronous,
        asks_again,
        completion,
        errors,
    ]
)
