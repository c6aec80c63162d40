import { checkPythonClient } from './support/check-python-client.js';
import { useGateway } from './support/gateway-under-test.js';

checkPythonClient(useGateway(), 'pydantic_ai_client.py', [
  'whole_answer',
  'tools',
  'streamed_tools',
  'output_by_tool',
  'output_by_schema',
  'output_by_prompt',
  'output_after_a_retry',
  'conversation',
  'thoughts',
  'error',
]);
