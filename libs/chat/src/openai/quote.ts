/** A value of the client's, shortened: an error message is no place for its megabyte. */
export function quote(text: string): string {
  return `'${text.length > 80 ? `${text.slice(0, 77)}...` : text}'`;
}
