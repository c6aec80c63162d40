/** Why a service does not start, in words for its operator: no stack is printed. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
