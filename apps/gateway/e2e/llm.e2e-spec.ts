import { checkPythonClient } from './support/check-python-client.js';
import { useGateway } from './support/gateway-under-test.js';

checkPythonClient(useGateway(), 'llm_client.py', [
  'stream',
  'whole_answer',
  'schema',
  'tool',
  'conversation',
  'unknown_model',
  'error_in_stream',
]);
