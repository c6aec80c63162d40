import type { CallScope, Provider, StreamPart } from 'llm-gateway/contracts';
import { GatewayError } from 'llm-gateway/contracts';
import { mapConnectionFailure } from './map-connection-failure.js';

/**
 * Waits for the first good part: one that carries something of an answer. Until then the call can
 * be repeated; afterwards a failure can only be told inside the stream. An upstream that sends its
 * header and then an error has not started.
 */
export async function startStream(
  parts: AsyncIterable<StreamPart>,
  call: { readonly provider: Provider; readonly scope: CallScope },
): Promise<AsyncIterable<StreamPart>> {
  const iterator = parts[Symbol.asyncIterator]();
  const held: StreamPart[] = [];
  try {
    for (;;) {
      const step = await iterator.next();
      if (step.done) throw interrupted(call.provider);
      held.push(step.value);
      if (isContent(step.value)) break;
    }
  } catch (error) {
    throw mapConnectionFailure(error, call.provider, call.scope.signal);
  }
  return resume(held, iterator, call);
}

function isContent(part: StreamPart): boolean {
  switch (part.type) {
    case 'response-start':
    case 'extension-delta':
      return false;
    case 'text-delta':
    case 'refusal-delta':
    case 'reasoning-delta':
      return part.text !== '';
    default:
      return true;
  }
}

async function* resume(
  held: readonly StreamPart[],
  iterator: AsyncIterator<StreamPart>,
  call: { readonly provider: Provider; readonly scope: CallScope },
): AsyncGenerator<StreamPart> {
  let last: StreamPart | undefined = held.at(-1);
  try {
    yield* held;
    for (;;) {
      const step = await iterator.next();
      if (step.done) break;
      last = step.value;
      yield last;
    }
  } catch (error) {
    throw mapConnectionFailure(error, call.provider, call.scope.signal);
  } finally {
    await iterator.return?.();
  }
  // An adapter that forgets this check would make a cut answer look whole.
  if (last?.type !== 'response-end') throw interrupted(call.provider);
}

/** The upstream's stream ended before its protocol's last event. */
export function interrupted(provider: Provider): GatewayError {
  return new GatewayError(
    'provider_stream_interrupted',
    `The stream of provider '${provider.name}' ended before the answer was complete.`,
    { provider: provider.name, transient: true },
  );
}
