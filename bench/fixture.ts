/** The request that every run sends: a short conversation, as a chat application would. */
export function requestBody(stream: boolean): string {
  return JSON.stringify({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'You are a helpful assistant. Answer in one sentence.' },
      { role: 'user', content: 'What is the capital of France, and why is it famous?' },
      { role: 'assistant', content: 'Paris; among much else, for the Eiffel Tower.' },
      { role: 'user', content: 'And of Italy?' },
    ],
    temperature: 0.2,
    max_completion_tokens: 200,
    ...(stream && { stream: true, stream_options: { include_usage: true } }),
  });
}

const IDENTITY = { id: 'chatcmpl-bench', created: 1_763_900_000, model: 'gpt-4o-mini-2024-07-18' };
const USAGE = { prompt_tokens: 61, completion_tokens: 12, total_tokens: 73 };

export const RESPONSE_BODY = JSON.stringify({
  ...IDENTITY,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Rome, famous for the Colosseum and two and a half millennia of history.',
        refusal: null,
        annotations: [],
      },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: {
    ...USAGE,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  },
  service_tier: 'default',
  system_fingerprint: 'fp_bench',
});

/** One event of OpenAI's stream, about 250 bytes. */
export const DELTA_EVENT = event({
  choices: [{ index: 0, delta: { content: ' history' }, logprobs: null, finish_reason: null }],
  usage: null,
});

export const FIRST_EVENT = event({
  choices: [
    { index: 0, delta: { role: 'assistant', content: '', refusal: null }, finish_reason: null },
  ],
  usage: null,
});

export const LAST_EVENTS = [
  event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: null }),
  event({ choices: [], usage: USAGE }),
  'data: [DONE]\n\n',
].join('');

function event(fields: object): string {
  const chunk = {
    ...IDENTITY,
    object: 'chat.completion.chunk',
    service_tier: 'default',
    ...fields,
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
