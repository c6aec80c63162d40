/** The words of a long stream, each of them different. */
export function streamParts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `part${index} `);
}
