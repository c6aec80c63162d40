import { GatewayError } from 'llm-gateway/contracts';

const MESSAGE = /^messages\[(\d+)\]/;

/**
 * A complaint about a message, counted as the client counts: it sent none of those before.
 *
 * @param before how many messages the gateway put before the client's
 */
export function blameOwnMessage(error: unknown, before: number): unknown {
  if (!(error instanceof GatewayError)) return error;
  const { param } = error.details;
  const index = Number(MESSAGE.exec(param ?? '')?.[1] ?? -1);
  if (param === undefined || index < before) return error;
  const own = param.replace(MESSAGE, `messages[${index - before}]`);
  const message = error.message.replaceAll(param, own);
  return new GatewayError(error.code, message, { ...error.details, param: own });
}
