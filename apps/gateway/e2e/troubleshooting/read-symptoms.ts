import { readDocument, tableRows } from '../support/markdown.js';

/** A row of docs/TROUBLESHOOTING.md. */
export interface DocumentedSymptom {
  readonly section: string;
  /** The first cell, as it stands. */
  readonly title: string;
  /** What stands before the words: a status, an exit code, a place. */
  readonly place: string;
  /** Words that are seen, with `…` for what differs. */
  readonly words: readonly string[];
  /** Words that are not there: after a `no`. */
  readonly missing: readonly string[];
}

/** Every symptom that the document has, in its order. */
export function readSymptoms(): readonly DocumentedSymptom[] {
  const document = readDocument('docs/TROUBLESHOOTING.md');
  const sections = [...document.matchAll(/^## (.+)$/gm)].map(([, name = '']) => name);
  return sections.flatMap((section) =>
    tableRows(document, section).map(([title = '']) => toSymptom(section, title)),
  );
}

function toSymptom(section: string, title: string): DocumentedSymptom {
  const spans = [...title.matchAll(/(\bno )?`([^`]+)`/g)].map(([, no, word = '']) => ({
    no,
    word,
  }));
  return {
    section,
    title,
    place: title.slice(0, title.indexOf(':')),
    words: spans.filter(({ no }) => no === undefined).map(({ word }) => word),
    missing: spans.filter(({ no }) => no !== undefined).map(({ word }) => word),
  };
}
