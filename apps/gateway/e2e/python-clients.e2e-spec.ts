import { checkPythonClient } from './support/check-python-client.js';
import { useGateway } from './support/gateway-under-test.js';

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
    'raw_response',
    'parse_with_pydantic',
    'retried',
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

for (const [script, checks] of Object.entries(SCRIPTS)) checkPythonClient(gateway, script, checks);
