import { checkPythonClient } from './support/check-python-client.js';
import { useGateway } from './support/gateway-under-test.js';

checkPythonClient(useGateway(), 'langchain_client.py', [
  'whole_answer',
  'stream',
  'asynchronous',
  'tool_call',
  'forced_tool_call',
  'streamed_tool_call',
  'structured_by_schema',
  'structured_by_tool',
  'structured_by_json_mode',
  'agent',
  'streamed_agent',
  'agent_that_forgets_thoughts',
  'errors',
  'error_in_stream',
  'embeddings',
]);
