import { describe, expect, it } from '@jest/globals';
import { CallScope } from '../providers/call-scope.js';
import { requestContextOf, setRequestContext } from './request-context.js';

describe('request context', () => {
  it('is found again on the request that it was set on', () => {
    const request = {};
    const context = { requestId: 'req_1', scope: new CallScope() };
    setRequestContext(request, context);
    expect(requestContextOf(request)).toBe(context);
    expect(requestContextOf({})).toBeUndefined();
  });

  it('does not show up among the fields of the request', () => {
    const request = { method: 'GET' };
    setRequestContext(request, { requestId: 'req_1', scope: new CallScope() });
    expect(JSON.stringify(request)).toBe('{"method":"GET"}');
  });
});
