"""The official client on asyncio."""

import asyncio
from functools import cache

import openai
from checks import HI, SEARCH_CALL, SEARCH_TOOL, TEXT, WEATHER_REPLY, run
from openai import AsyncOpenAI
from pydantic import BaseModel


class Weather(BaseModel):
    city: str
    degrees: int


@cache
def client(url):
    return AsyncOpenAI(base_url=f"{url}/v1", api_key="client-key", max_retries=0)


async def whole_answer(url, subject):
    api = client(url)
    completion = await api.chat.completions.create(model=subject.model, messages=HI)
    assert completion.choices[0].message.content == TEXT


async def iterated_stream(url, subject):
    api = client(url)
    stream = await api.chat.completions.create(model=subject.model, messages=HI, stream=True)
    deltas = [chunk.choices[0].delta async for chunk in stream]
    assert "".join(delta.content or "" for delta in deltas) == TEXT


async def helper_with_tools(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    api = client(url)
    async with api.chat.completions.stream(
        model=subject.model, messages=HI, tools=[SEARCH_TOOL]
    ) as stream:
        completion = await stream.get_final_completion()
    message = completion.choices[0].message
    assert (message.role, message.tool_calls[0].function.name) == ("assistant", "search"), message
    assert message.tool_calls[0].function.arguments.replace(" ", "") == '{"query":"wörld"}'


async def raw_response(url, subject):
    chats = client(url).chat.completions
    raw = await chats.with_raw_response.create(model=subject.model, messages=HI)
    assert raw.headers["x-gateway-provider"] == subject.name
    assert raw.parse().choices[0].message.content == TEXT
    async with chats.with_streaming_response.create(
        model=subject.model, messages=HI, stream=True
    ) as response:
        lines = [line async for line in response.iter_lines() if line]
    assert lines[-1] == "data: [DONE]", lines


async def parse_with_pydantic(url, subject):
    subject.says(WEATHER_REPLY)
    completion = await client(url).chat.completions.parse(
        model=subject.model, messages=HI, response_format=Weather
    )
    assert completion.choices[0].message.parsed == Weather(city="Paris", degrees=21)


async def retried(url, subject):
    subject.fails({"type": "status", "status": 500})
    patient = client(url).with_options(max_retries=1)
    completion = await patient.chat.completions.create(model=subject.model, messages=HI)
    assert completion.choices[0].message.content == TEXT
    assert subject.seen()["requests"] == 2


async def many_at_once(url, subject):
    api = client(url)
    asked = [api.chat.completions.create(model=subject.model, messages=HI) for _ in range(20)]
    completions = await asyncio.gather(*asked)
    assert {completion.choices[0].message.content for completion in completions} == {TEXT}
    assert len({completion._request_id for completion in completions}) == 20


async def error(url, subject):
    subject.fails({"type": "status", "status": 400})
    api = client(url)
    try:
        await api.chat.completions.create(model=subject.model, messages=HI)
    except openai.BadRequestError as error:
        assert error.code == "provider_rejected_request", error.code
        return
    raise AssertionError("No error was raised.")


async def cancelled_call(url, subject):
    subject.fails({"type": "silent"})
    api = client(url)
    asked = asyncio.create_task(api.chat.completions.create(model=subject.model, messages=HI))
    while subject.seen()["requests"] == 0:
        await asyncio.sleep(0.01)
    asked.cancel()
    try:
        await asked
    except asyncio.CancelledError:
        pass
    subject.is_abandoned()


async def cancelled_stream(url, subject):
    subject.fails({"type": "silent-after", "frames": subject.framesToText})
    api = client(url)
    stream = await api.chat.completions.create(model=subject.model, messages=HI, stream=True)
    async for chunk in stream:
        if chunk.choices[0].delta.content:
            break
    await stream.close()
    subject.is_abandoned()


run(
    [
        whole_answer,
        iterated_stream,
        helper_with_tools,
        raw_response,
        parse_with_pydantic,
        retried,
        many_at_once,
        error,
        cancelled_call,
        cancelled_stream,
    ]
)
