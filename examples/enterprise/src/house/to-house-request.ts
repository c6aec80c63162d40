import { GatewayError, type ChatCall, type ChatMessage } from 'llm-gateway/contracts';
import type { HouseRequest, HouseTurn } from './house.wire.js';
import { refuseUnsupported } from './refuse-unsupported.js';
import { reportIgnored } from './report-ignored.js';

/** Throws a `GatewayError` for what the house models cannot do, and reports what they overlook. */
export function toHouseRequest({ request, model, scope }: ChatCall): HouseRequest {
  refuseUnsupported(request);
  reportIgnored(request, scope.ignoredParameters);
  const { messages, maxOutputTokens, temperature } = request;
  return {
    model: model.name,
    turns: messages.map(toTurn),
    ...(maxOutputTokens !== undefined && { limit: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
  };
}

function toTurn({ role, parts }: ChatMessage, index: number): HouseTurn {
  if (role === 'tool') throw notText(index);
  const texts = parts.map((part) => {
    if (part.type === 'text') return part.text;
    throw notText(index);
  });
  return { speaker: role, text: texts.join('\n') };
}

function notText(index: number): GatewayError {
  return new GatewayError(
    'unsupported_value',
    'The house models read text only: no images, files, tool calls or tool results.',
    { param: `messages[${index}]` },
  );
}
