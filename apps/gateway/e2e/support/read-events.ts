/** Reads a stream until it has this text. Throws when it ends or two seconds pass before. */
export async function readUntil(response: Response, wanted: string): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body!.getReader();
  const giveUp = setTimeout(() => void reader.cancel(), 2_000);
  let text = '';
  while (!text.includes(wanted)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`The stream has no ${wanted}: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  clearTimeout(giveUp);
  return text;
}

/** The events of a whole stream, without their blank lines. */
export function eventsOf(text: string): string[] {
  return text.split('\n\n').filter((event) => event !== '');
}
