/** Words and numbers of any script; `LLM_GATEWAY_PORT` is three, so that each of them finds it. */
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;

/** They are in every text, and would decide between two that say nothing of the matter. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be but by can could do does did for from had has have how i if in into is it its ' +
    'may me my no not of on or our so than that the their them then there these they this to was we were ' +
    'what when where which who why will with would you your'
  ).split(' '),
);

export function toWords(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** What a word is indexed and looked up as: without case and plural. Undefined for one that says nothing. */
export function toTerm(word: string): string | undefined {
  const term = word.toLowerCase();
  return STOP_WORDS.has(term) ? undefined : term.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}
