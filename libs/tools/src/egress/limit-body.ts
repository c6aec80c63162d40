const EVENT_ENDS = ['\n\n', '\r\n\r\n'];

/**
 * Passes a body on up to so many bytes; then it fails with the error. In an event stream, which may
 * be endless, the bytes are those of one event; one that arrives in one piece is not counted.
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
        const ofNewEvent = isEventStream ? sinceLastEvent(chunk) : undefined;
        received = ofNewEvent ?? received + chunk.length;
        if (received > maximumBytes) controller.error(tooLarge());
        else controller.enqueue(chunk);
      },
    }),
  );
}

/** Bytes of a chunk after the end of the last event in it, if one ends in it. */
function sinceLastEvent(chunk: Uint8Array): number | undefined {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  const ends = EVENT_ENDS.map((end) => {
    const at = bytes.lastIndexOf(end);
    return at < 0 ? -1 : at + end.length;
  });
  const end = Math.max(...ends);
  return end < 0 ? undefined : bytes.length - end;
}
