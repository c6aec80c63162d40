import { beforeAll, describe, expect, it } from '@jest/globals';
import { startFakeControl } from './support/fake-control.js';
import { useGateway } from './support/gateway-under-test.js';
import { runPython, type CheckResult } from './support/run-python.js';
import { SUBJECTS } from './support/subjects.js';

/** The checks of each script in e2e/python, by name. */
const SCRIPTS = {
  'sync_client.py': [
    'whole_answer',
    'raw_response',
    'streaming_response',
    'iterated_stream',
    'stream_usage',
    'helper',
    'helper_with_tools',
    'helper_with_parallel_tools',
    'helper_with_reasoning',
    'tool_results',
    'parse_with_pydantic',
    'stream_with_pydantic',
    'errors',
    'rate_limit_names_the_wait',
    'error_in_stream',
    'abort',
    'timeout',
    'embeddings',
    'models',
  ],
  'async_client.py': [
    'whole_answer',
    'iterated_stream',
    'helper_with_tools',
    'many_at_once',
    'error',
    'cancelled_call',
    'cancelled_stream',
  ],
  'plain_requests.py': [
    'whole_answer',
    'stream',
    'tool_call',
    'vendor_error',
    'bad_request',
    'error_in_stream',
  ],
};

const gateway = useGateway();

describe.each(Object.entries(SCRIPTS))('python, %s', (script, checks) => {
  let results: readonly CheckResult[] = [];

  beforeAll(async () => {
    const control = await startFakeControl(gateway);
    try {
      results = await runPython(script, {
        url: gateway.url,
        control: control.url,
        subjects: SUBJECTS,
      });
    } finally {
      control.close();
    }
  }, 60_000);

  it('runs every check for every subject', () => {
    expect(results).toHaveLength(SUBJECTS.length * checks.length);
  });

  describe.each(SUBJECTS)('$name', ({ name }) => {
    it.each(checks)('%s', (check) => {
      const result = results.find((found) => found.subject === name && found.check === check);
      expect(result).toEqual({ subject: name, check });
    });
  });
});
