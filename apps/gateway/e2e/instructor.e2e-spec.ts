import { checkPythonClient } from './support/check-python-client.js';
import { useGateway } from './support/gateway-under-test.js';

checkPythonClient(
  useGateway(),
  'instructor_client.py',
  [
    'tools',
    'strict_tools',
    'json_mode',
    'markdown',
    'json_schema',
    'parallel_tools',
    'partial',
    'iterable',
    'asynchronous',
    'asks_again',
    'completion',
    'errors',
  ],
  'python-packages-instructor',
);
