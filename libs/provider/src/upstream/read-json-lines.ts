/** Reads a byte stream as newline-delimited JSON text; yields each line that is not blank. */
export async function* readJsonLines(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    const lastBreak = text.lastIndexOf('\n');
    if (lastBreak < 0) {
      pending += text;
      continue;
    }
    const lines = (pending + text.slice(0, lastBreak)).split('\n');
    pending = text.slice(lastBreak + 1);
    for (const line of lines) if (line.trim()) yield line;
  }
  pending += decoder.decode();
  if (pending.trim()) yield pending;
}
