/** The values of promises in the order in which they are there. */
export async function* asCompleted<Value>(
  promises: readonly Promise<Value>[],
): AsyncGenerator<Value> {
  const pending = new Map(
    promises.map((promise, index) => [index, promise.then((value) => ({ index, value }))]),
  );
  while (pending.size > 0) {
    const { index, value } = await Promise.race(pending.values());
    pending.delete(index);
    yield value;
  }
}
