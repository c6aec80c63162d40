import type { SettingsReader } from 'llm-gateway/bootstrap';
import type { HealthModuleOptions } from 'llm-gateway/health';

const READY_REQUIRES = 'LLM_GATEWAY_READY_REQUIRES';
const NOTHING = 'none';
const MINUTE_MS = 60_000;
const TEBIBYTE = 1_099_511_627_776;

/** How the gateway finds out whether it is well, and what it needs for that. */
export function readHealthSettings(read: SettingsReader): Omit<HealthModuleOptions, 'version'> {
  const memoryLimitBytes = read.integer(
    'LLM_GATEWAY_MEMORY_LIMIT_BYTES',
    0,
    { minimum: 0, maximum: TEBIBYTE },
    "Memory beyond which `/health` is 503, in bytes; 0 is 95 % of the container's limit, if it has one",
  );
  return {
    ...readRequired(read),
    probeIntervalMs: read.integer(
      'LLM_GATEWAY_PROBE_INTERVAL_MS',
      2_000,
      { minimum: 50, maximum: MINUTE_MS },
      'Time between two checks of each thing outside, in milliseconds',
    ),
    probeTimeoutMs: read.integer(
      'LLM_GATEWAY_PROBE_TIMEOUT_MS',
      1_000,
      { minimum: 10, maximum: MINUTE_MS },
      'Longest that one check may take, in milliseconds',
    ),
    ...(memoryLimitBytes > 0 && { memoryLimitBytes }),
    stallLimitMs: read.integer(
      'LLM_GATEWAY_STALL_LIMIT_MS',
      5_000,
      { minimum: 100, maximum: 600_000 },
      'Event loop held up for longer makes `/health` 503, in milliseconds',
    ),
  };
}

function readRequired(read: SettingsReader): Pick<HealthModuleOptions, 'readyRequires'> {
  const names = read.list(
    READY_REQUIRES,
    '',
    `Checks without which \`/health/ready\` is 503, or \`${NOTHING}\`; without a list, the session store`,
  );
  if (names.length === 0) return {};
  if (!names.includes(NOTHING)) return { readyRequires: names };
  if (names.length > 1)
    read.complain(
      `${READY_REQUIRES} is '${names.join()}'; set it to names of checks, or to ${NOTHING} alone.`,
    );
  return { readyRequires: [] };
}
