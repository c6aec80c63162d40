import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import { runSnippet } from './support/run-snippet.js';
import { startGateway, type TestGateway } from './support/start-gateway.js';

const HELPER = `
import json
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8080/v1", api_key="not-needed")
events = []
with client.chat.completions.stream(
    model="simulator/echo",
    messages=[{"role": "user", "content": "Use semantic_search and get_chunk."}],
    tools=[
        {"type": "function", "function": {"name": "semantic_search"}},
        {"type": "function", "function": {"name": "get_chunk"}},
    ],
    stream_options={"include_usage": True, "include_tool_events": True},
    extra_body={"tool_execution": "gateway", "include_tool_results": True},
) as stream:
    for event in stream:
        if event.type == "chunk":
            extension = (event.chunk.model_extra or {}).get("gateway") or {}
            if "tool_call" in extension:
                events.append(extension["tool_call"]["status"])
    completion = stream.get_final_completion()
print(json.dumps({
    "events": sorted(events),
    "content": completion.choices[0].message.content,
    "finish": completion.choices[0].finish_reason,
    "total": completion.usage.total_tokens,
}))
`;

describe("the OpenAI SDK's strict stream helper in Python", () => {
  let service: FakeToolService;
  let gateway: TestGateway;

  beforeAll(async () => {
    service = await FakeToolService.start();
    service.answerWith({ body: { chunks: [] } });
    gateway = await startGateway({ LLM_GATEWAY_SEMANTIC_SEARCH_URL: service.url });
  });
  afterAll(async () => {
    await gateway.close();
    await service.close();
  });

  it('reads a stream whose tools the gateway ran, events included', async () => {
    const seen = JSON.parse(await runSnippet('python3', HELPER, gateway)) as object;
    expect(seen).toEqual({
      events: ['completed', 'completed', 'started', 'started'],
      content: expect.stringContaining('semantic_search answered'),
      finish: 'stop',
      total: expect.any(Number),
    });
    expect(service.requests.map(({ url }) => url).toSorted()).toEqual([
      '/v1/chunks/text',
      '/v1/search',
    ]);
  });
});
