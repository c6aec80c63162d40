/** `with { type: 'json' }` behind the specifier of an import. */
const ATTRIBUTES =
  /(\b(?:from|import)\s{0,9}(?:"[^"\n]{1,512}"|'[^'\n]{1,512}')\s{1,9})((?:with|assert)\s{0,9}\{[^{}]{0,512}\})/g;

/** `export { a, type B, type C }`: the grammar knows only one `type`, and loses the specifier. */
const EXPORT_GROUP = /\bexport\s{0,9}\{[^{}]{0,9999}\}/g;
const TYPE_MODIFIER = /\btype(?=\s+(?!as\b)[\w$])/g;

/**
 * Blanks syntax of ECMAScript and TypeScript that @lezer/javascript 1.5 does not know and that stands
 * where imports do; every other character keeps its place.
 */
export function maskUnknownSyntax(text: string): string {
  return text
    .replaceAll(ATTRIBUTES, (_whole, kept: string, attributes: string) => kept + blank(attributes))
    .replaceAll(EXPORT_GROUP, (group) => group.replaceAll(TYPE_MODIFIER, blank));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
