/** A stream's pieces of a text: words with the blank after them, long ones cut at 20 characters. */
export function splitText(text: string): string[] {
  return text.match(/\S{1,20}\s?|\s+/gu) ?? [];
}
