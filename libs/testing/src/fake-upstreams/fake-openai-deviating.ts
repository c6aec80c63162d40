import { deviateChunks, deviateCompletion } from './fake-openai-deviate.js';
import type { OpenAiDeviations } from './fake-openai-deviations.js';
import { encodeChunks, encodeCompletion, type Json } from './fake-openai-encode.js';
import { encodeDeviatingError } from './fake-openai-errors.js';
import type { FakeAnswer, FakeVendor, RecordedRequest } from './fake-vendor.js';

/** A vendor that took up OpenAI's format and changed it here and there: reference/protocols.md 4. */
export function fakeDeviatingOpenAi(deviations: OpenAiDeviations): FakeVendor {
  const error = (status: number, message: string): FakeAnswer => ({
    status,
    headers: { 'content-type': 'application/json' },
    frames: [JSON.stringify(encodeDeviatingError(deviations.errorShape, status, message))],
  });
  const frame = (data: object | string): string => {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    return deviations.crlf ? `data: ${text}\r\n\r\n` : `data: ${text}\n\n`;
  };
  return {
    name: 'deviating OpenAI',
    answer(request, reply) {
      const fault = refuse(request, deviations);
      if (fault) return error(...fault);
      if (request.json.stream !== true) {
        const body = deviateCompletion(encodeCompletion(request, reply), reply, deviations);
        const blanks = deviations.blanksBeforeBody ? '\n         \n\n' : '';
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          frames: [blanks + JSON.stringify(body)],
        };
      }
      const asked = askForUsage(request);
      const chunks = deviateChunks(encodeChunks(asked, reply), reply, deviations);
      const frames = chunks.flatMap((chunk) => [
        ...(deviations.comments ? [': OPENROUTER PROCESSING\n\n'] : []),
        frame(chunk),
      ]);
      if (!deviations.noDone) frames.push(frame('[DONE]'));
      return { status: 200, headers: { 'content-type': 'text/event-stream' }, frames };
    },
    error,
    streamError: (message) => {
      const data = frame(encodeDeviatingError(deviations.errorShape, 500, message));
      return deviations.errorEvent ? `event: error\n${data}` : data;
    },
    malformedFrame: () => frame('{"id":"x","choices":[{"index":0,"del'),
  };
}

function refuse(
  { headers, path, json }: RecordedRequest,
  deviations: OpenAiDeviations,
): [number, string] | undefined {
  const { authHeader = 'authorization', knownFields, refusesStreamOptions } = deviations;
  if (!path.replace(/\?.*/, '').endsWith('/chat/completions')) return [404, 'Not Found'];
  if (authHeader !== 'none' && !headers[authHeader]) return [401, 'Invalid API Key'];
  if (!Array.isArray(json?.messages)) return [422, 'messages: Field required'];
  if (refusesStreamOptions && json.stream_options !== undefined)
    return [422, 'stream_options: Extra inputs are not permitted'];
  const unknown = knownFields && Object.keys(json).find((name) => !knownFields.includes(name));
  return unknown === undefined ? undefined : [422, `${unknown}: Extra inputs are not permitted`];
}

/** The chunks are made with usage at their end, and it is moved from there. */
function askForUsage(request: RecordedRequest): RecordedRequest {
  const json: Json = { ...request.json, stream_options: { include_usage: true } };
  return { ...request, json };
}
