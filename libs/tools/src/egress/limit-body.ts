/**
 * Passes a body on up to so many bytes; then it fails with the error. In an event stream, which may
 * be endless, the bytes are those of one event.
 */
export function limitBody(
  body: ReadableStream<Uint8Array>,
  maximumBytes: number,
  { isEventStream, tooLarge }: { readonly isEventStream: boolean; readonly tooLarge: () => Error },
): ReadableStream<Uint8Array> {
  let received = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.length;
        if (received > maximumBytes) return controller.error(tooLarge());
        if (isEventStream) received = sinceLastEvent(chunk) ?? received;
        controller.enqueue(chunk);
      },
    }),
  );
}

/** Bytes of a chunk after the end of the last event in it, if one ends in it. */
function sinceLastEvent(chunk: Uint8Array): number | undefined {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  const end = Math.max(bytes.lastIndexOf('\n\n'), bytes.lastIndexOf('\r\n\r\n'));
  return end < 0 ? undefined : bytes.length - end;
}
