import { GatewayError } from './gateway-error.js';

/** @param advice what to do without sessions, as a sentence's end */
export function sessionStoreNotConfigured(advice: string): GatewayError {
  return new GatewayError(
    'session_store_not_configured',
    `session store not configured: this gateway keeps no conversations. Leave session_id out${advice}.`,
    { param: 'session_id' },
  );
}
