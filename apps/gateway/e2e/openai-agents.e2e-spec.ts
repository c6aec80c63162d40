import { checkPythonClient } from './support/check-python-client.js';
import { useGateway } from './support/gateway-under-test.js';

checkPythonClient(useGateway(), 'agents_client.py', [
  'whole_answer',
  'tools',
  'streamed_tools',
  'typed_output',
  'handed_over',
  'conversation',
  'error',
]);
