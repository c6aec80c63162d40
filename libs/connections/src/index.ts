export {
  ConnectionWatch,
  type ConnectionWatchOptions,
  type ResolveName,
} from './connection-watch.js';
export { FollowingAgent, type FollowingAgentOptions } from './following-agent.js';
export { followNames } from './follow-names.js';
