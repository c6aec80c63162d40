/** A message's content in words: text as it is, other parts by their kind. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map(textOfPart).join('\n');
}

function textOfPart(part: { readonly type?: string; readonly text?: string }): string {
  return part.text ?? `[${part.type ?? 'part'}]`;
}
