export {
  UpstreamClient,
  type MapUpstreamError,
  type UpstreamCall,
  type UpstreamRequest,
} from './upstream/upstream-client.js';
export {
  headerOf,
  type UpstreamErrorResponse,
  type UpstreamResponse,
} from './upstream/upstream-response.js';
export { interrupted, startStream } from './upstream/start-stream.js';
export { invalidResponse, parseUpstreamJson, readBody } from './upstream/parse-upstream-json.js';
export { mapUpstreamStatus, type VendorError } from './upstream/map-upstream-status.js';
export { readJsonLines } from './upstream/read-json-lines.js';
export { readServerSentEvents } from './upstream/read-server-sent-events.js';
export { retryAfterOf } from './upstream/retry-after.js';
