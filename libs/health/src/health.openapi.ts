const VERSION = { type: 'string' };
const TIME = { type: 'string', format: 'date-time' };

export const Healthy = {
  type: 'object',
  required: ['status', 'version'],
  properties: { status: { type: 'string', enum: ['healthy'] }, version: VERSION },
};

export const Unhealthy = {
  type: 'object',
  required: ['status', 'version', 'reason'],
  properties: {
    status: { type: 'string', enum: ['unhealthy'] },
    version: VERSION,
    reason: { type: 'string' },
  },
};

const CHECK_DETAILS = {
  type: 'object',
  required: ['required', 'since', 'latency_ms', 'last_error'],
  properties: {
    required: { type: 'boolean', description: 'No traffic without it.' },
    since: { ...TIME, description: 'When it became what it is.' },
    latency_ms: { type: ['number', 'null'], description: 'Of the last check.' },
    last_error: {
      type: ['object', 'null'],
      required: ['message', 'at'],
      properties: { message: { type: 'string' }, at: TIME },
    },
  },
};

/** @param statuses that this answer may have */
export const readiness = (...statuses: readonly string[]) => ({
  type: 'object',
  required: ['status', 'version', 'checks'],
  properties: {
    status: { type: 'string', enum: statuses },
    version: VERSION,
    draining: { type: 'boolean', description: 'True when the process is on its way out.' },
    checks: {
      type: 'object',
      description: 'Whether each thing outside the process is well.',
      additionalProperties: { type: 'boolean' },
    },
    details: {
      type: 'object',
      description: 'With `verbose`: more of each check.',
      additionalProperties: CHECK_DETAILS,
    },
  },
});

export const ReadinessQuery = {
  properties: {
    verbose: {
      type: 'string',
      description: 'Adds `details` and what the modules tell of themselves. It needs no value.',
    },
  },
};
