import { escapedCharacters, parseCharacterClass } from './parse-character-class.js';

/** What a pattern consists of, as far as texts can be made up for it. */
export type PatternNode =
  /** One of these characters. */
  | { readonly kind: 'characters'; readonly characters: readonly string[] }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: PatternNode;
      readonly minimum: number;
      readonly maximum: number;
    };

const QUANTIFIER = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/;

/** Longer patterns are not read. */
const MAXIMUM_LENGTH = 10_000;

/** Nesting of groups that is followed. */
const MAXIMUM_DEPTH = 50;

/** Undefined for a pattern with a construct that is not known (lookarounds, back references). */
export function parsePattern(pattern: string): PatternNode | undefined {
  if (pattern.length > MAXIMUM_LENGTH) return undefined;
  const parser = new PatternParser(pattern);
  try {
    const node = parser.alternatives(0);
    return parser.isAtEnd ? node : undefined;
  } catch (error) {
    if (error instanceof UnknownConstruct) return undefined;
    throw error;
  }
}

class UnknownConstruct extends Error {}

class PatternParser {
  #at = 0;

  constructor(private readonly pattern: string) {}

  get isAtEnd(): boolean {
    return this.#at >= this.pattern.length;
  }

  /** The first alternative stands for all. */
  alternatives(depth: number): PatternNode {
    if (depth > MAXIMUM_DEPTH) throw new UnknownConstruct();
    const first = this.#sequence(depth);
    while (this.#peek() === '|') {
      this.#at += 1;
      this.#sequence(depth);
    }
    return first;
  }

  #sequence(depth: number): PatternNode {
    const nodes: PatternNode[] = [];
    while (!this.isAtEnd && this.#peek() !== '|' && this.#peek() !== ')')
      nodes.push(this.#quantified(this.#atom(depth)));
    return { kind: 'sequence', nodes };
  }

  #atom(depth: number): PatternNode {
    const character = this.#next();
    switch (character) {
      case '^':
      case '$':
        return { kind: 'sequence', nodes: [] };
      case '.':
        return { kind: 'characters', characters: ['a', 'b', 'c'] };
      case '(':
        return this.#group(depth);
      case '[':
        return this.#characterClass();
      case '\\':
        return this.#escape();
      default:
        return { kind: 'characters', characters: [character] };
    }
  }

  #group(depth: number): PatternNode {
    const kind = /^\?(?::|<[\p{L}_$][\p{L}\p{N}_$]*>)/u.exec(this.#rest());
    if (kind) this.#at += kind[0].length;
    else if (this.#peek() === '?') throw new UnknownConstruct();
    const node = this.alternatives(depth + 1);
    if (this.#next() !== ')') throw new UnknownConstruct();
    return node;
  }

  #characterClass(): PatternNode {
    const parsed = parseCharacterClass(this.#rest());
    if (!parsed || parsed.characters.length === 0) throw new UnknownConstruct();
    this.#at += parsed.length;
    return { kind: 'characters', characters: parsed.characters };
  }

  #escape(): PatternNode {
    // A boundary has no text of its own; where patterns use one, words begin or end anyway.
    if (this.#peek() === 'b') {
      this.#at += 1;
      return { kind: 'sequence', nodes: [] };
    }
    const escaped = escapedCharacters(this.#rest());
    if (!escaped) throw new UnknownConstruct();
    this.#at += escaped.length;
    return { kind: 'characters', characters: escaped.characters };
  }

  #quantified(node: PatternNode): PatternNode {
    const found = QUANTIFIER.exec(this.#rest());
    if (!found) return node;
    this.#at += found[0].length;
    const [, sign, least, comma, most] = found;
    if (sign !== undefined)
      return {
        kind: 'repeat',
        node,
        minimum: sign === '+' ? 1 : 0,
        maximum: sign === '?' ? 1 : Infinity,
      };
    const minimum = Number(least);
    const maximum = comma === '' ? minimum : most === '' ? Infinity : Number(most);
    return { kind: 'repeat', node, minimum, maximum };
  }

  #peek(): string | undefined {
    return this.pattern[this.#at];
  }

  #rest(): string {
    return this.pattern.slice(this.#at);
  }

  #next(): string {
    const point = this.pattern.codePointAt(this.#at);
    if (point === undefined) throw new UnknownConstruct();
    const character = String.fromCodePoint(point);
    this.#at += character.length;
    return character;
  }
}
