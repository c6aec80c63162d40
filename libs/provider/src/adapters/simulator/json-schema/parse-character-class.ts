interface Characters {
  readonly characters: readonly string[];
  /** Of the text that was read. */
  readonly length: number;
}

/** As many of a set as are ever needed to make texts differ. */
const MAXIMUM_CHARACTERS = 64;

const DIGITS = charactersFrom('0', '9');
const LETTERS = charactersFrom('a', 'z');
const CAPITALS = charactersFrom('A', 'Z');
const WORD = [...LETTERS, ...CAPITALS, ...DIGITS, '_'];
const PRINTABLE = [...LETTERS, ...CAPITALS, ...DIGITS, ...charactersFrom(' ', '~')];

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  d: DIGITS,
  D: LETTERS,
  w: WORD,
  W: [' ', '-', '.', '!'],
  s: [' '],
  S: LETTERS,
};

const CONTROLS: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** What stands after a backslash; undefined for what is not known (back references). */
export function escapedCharacters(rest: string): Characters | undefined {
  const letter = rest[0];
  if (letter === undefined) return undefined;
  if (Object.hasOwn(CLASSES, letter)) return { characters: CLASSES[letter]!, length: 1 };
  if (Object.hasOwn(CONTROLS, letter)) return { characters: [CONTROLS[letter]!], length: 1 };
  const code = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\})/.exec(rest);
  if (code) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3]!, 16);
    if (point > 0x10ffff) return undefined;
    return { characters: [String.fromCodePoint(point)], length: code[0].length };
  }
  const property = /^p\{(\w+)(?:=\w+)?\}/.exec(rest);
  if (property) return propertyCharacters(property[1]!, property[0].length);
  return /[\w]/.test(letter) ? undefined : { characters: [letter], length: 1 };
}

function propertyCharacters(name: string, length: number): Characters | undefined {
  if (/^(L|Letter|Ll|Lowercase|Alphabetic|Alpha)$/.test(name))
    return { characters: LETTERS, length };
  if (/^(Lu|Uppercase)$/.test(name)) return { characters: CAPITALS, length };
  return /^(N|Nd|Number)$/.test(name) ? { characters: DIGITS, length } : undefined;
}

/** A set in square brackets, from after the opening one to the closing one. */
export function parseCharacterClass(rest: string): Characters | undefined {
  const negated = rest[0] === '^';
  const found = new Set<string>();
  let at = negated ? 1 : 0;
  let previous: string | undefined;
  while (at < rest.length && rest[at] !== ']') {
    const isRange = rest[at] === '-' && previous !== undefined && rest[at + 1] !== ']';
    const item = readItem(rest, isRange ? at + 1 : at);
    if (!item) return undefined;
    at = item.end;
    const single = item.characters.length === 1 ? item.characters[0] : undefined;
    if (isRange && single !== undefined)
      for (const character of charactersFrom(previous!, single)) found.add(character);
    else {
      if (isRange) found.add('-');
      for (const character of item.characters) found.add(character);
    }
    previous = isRange ? undefined : single;
  }
  if (rest[at] !== ']') return undefined;
  const characters = negated ? PRINTABLE.filter((character) => !found.has(character)) : [...found];
  return { characters: characters.slice(0, MAXIMUM_CHARACTERS), length: at + 1 };
}

function readItem(
  rest: string,
  at: number,
): { characters: readonly string[]; end: number } | undefined {
  if (rest[at] === '\\') {
    const escaped =
      rest[at + 1] === 'b'
        ? { characters: ['\b'], length: 1 }
        : escapedCharacters(rest.slice(at + 1));
    // Inside a set the dash may be escaped as any other sign.
    return escaped && { characters: escaped.characters, end: at + 1 + escaped.length };
  }
  const point = rest.codePointAt(at);
  if (point === undefined) return undefined;
  const character = String.fromCodePoint(point);
  return { characters: [character], end: at + character.length };
}

/** At most so many of a range as a set holds, but all of printable ASCII. */
function charactersFrom(first: string, last: string): string[] {
  const start = first.codePointAt(0)!;
  const length = Math.max(0, Math.min(last.codePointAt(0)! - start + 1, 128));
  return Array.from({ length }, (_, index) => String.fromCodePoint(start + index));
}
