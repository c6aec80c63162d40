import { Injectable } from '@nestjs/common';
import {
  CallLayer,
  GatewayError,
  ProviderCallLayer,
  type CallScope,
  type LayeredCall,
} from 'llm-gateway/contracts';

/**
 * Ends a call that takes too long as a whole, or whose stream does not start in time. The deadlines
 * for connection, headers and silence belong to the HTTP client.
 */
@Injectable()
@CallLayer({ name: 'deadlines', order: 100 })
export class DeadlinesLayer extends ProviderCallLayer {
  override async around<Answer>(call: LayeredCall, next: () => Promise<Answer>): Promise<Answer> {
    const { scope, provider } = call;
    const { firstTokenMs, totalMs } = provider.deadlines;
    const total = abortAfter(scope, totalMs, () =>
      timeout(provider.name, `did not finish within ${totalMs} ms (deadline total_ms)`),
    );
    scope.onEnd(() => clearTimeout(total));
    if (call.stream !== true) return next();
    const firstToken = abortAfter(scope, firstTokenMs, () =>
      timeout(provider.name, `sent no token within ${firstTokenMs} ms (deadline first_token_ms)`),
    );
    try {
      return await next();
    } finally {
      clearTimeout(firstToken);
    }
  }
}

function abortAfter(scope: CallScope, ms: number, reason: () => GatewayError): NodeJS.Timeout {
  return setTimeout(() => scope.abort(reason()), ms).unref();
}

function timeout(provider: string, what: string): GatewayError {
  return new GatewayError('provider_timeout', `Provider '${provider}' ${what}.`, { provider });
}
