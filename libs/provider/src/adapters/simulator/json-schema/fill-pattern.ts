import type { FillBudget } from './fill-budget.js';
import { parsePattern, type PatternNode } from './parse-pattern.js';

interface PatternWish {
  readonly minimum: number;
  readonly variant: number;
  readonly budget: FillBudget;
}

/**
 * A short text that the regular expression matches. The expression is read and never run, since it
 * comes from a client. Undefined when it has a construct that is not known.
 */
export function fillPattern(pattern: string, wish: PatternWish): string | undefined {
  const node = parsePattern(pattern);
  if (!node) return undefined;
  const rounds = roundsFor(node, Math.max(wish.minimum, 1));
  wish.budget.spend(lengthOf(node, rounds));
  return render(node, rounds, wish.variant);
}

/** How often repetitions must run beyond their minimum for so many characters. */
function roundsFor(node: PatternNode, minimum: number): number {
  let [few, many] = [0, minimum];
  while (few < many) {
    const middle = Math.floor((few + many) / 2);
    if (lengthOf(node, middle) >= minimum) many = middle;
    else few = middle + 1;
  }
  // A pattern that cannot get so long is not made longer in vain.
  return lengthOf(node, few) >= minimum ? few : 0;
}

function lengthOf(node: PatternNode, rounds: number): number {
  switch (node.kind) {
    case 'characters':
      return 1;
    case 'sequence':
      return node.nodes.reduce((sum, each) => sum + lengthOf(each, rounds), 0);
    case 'repeat': {
      const once = lengthOf(node.node, rounds);
      return once === 0 ? 0 : once * timesOf(node, rounds);
    }
    default:
      return node satisfies never;
  }
}

function timesOf(repeat: PatternNode & { kind: 'repeat' }, rounds: number): number {
  return Math.min(repeat.maximum, repeat.minimum + rounds);
}

function render(node: PatternNode, rounds: number, variant: number): string {
  let left = variant;
  const pieces: string[] = [];
  const visit = (current: PatternNode): void => {
    switch (current.kind) {
      case 'characters': {
        const { characters } = current;
        pieces.push(characters[left % characters.length]!);
        left = Math.floor(left / characters.length);
        return;
      }
      case 'sequence':
        return current.nodes.forEach(visit);
      case 'repeat': {
        // Nothing repeated is nothing, however often.
        const times = lengthOf(current.node, rounds) === 0 ? 0 : timesOf(current, rounds);
        for (let time = 0; time < times; time++) visit(current.node);
        return;
      }
      default:
        current satisfies never;
    }
  };
  visit(node);
  return pieces.join('');
}
