const CHARACTERS = 300;

/** The beginning of a text that somebody else wrote, on one line. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > CHARACTERS ? `${line.slice(0, CHARACTERS)}...` : line;
}
