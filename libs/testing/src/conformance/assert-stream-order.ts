import assert from 'node:assert/strict';
import type { StreamPart } from 'llm-gateway/contracts';

/** Holds a whole stream to the rules of `StreamPart`. Throws an `AssertionError` at the first breach. */
export function assertStreamOrder(parts: readonly StreamPart[]): void {
  const types = parts.map(({ type }) => type);
  const count = (wanted: StreamPart['type']) => types.filter((type) => type === wanted).length;
  assert.equal(types[0], 'response-start', 'a stream begins with response-start');
  assert.equal(types.at(-1), 'response-end', 'a stream ends with response-end');
  assert.equal(count('response-start'), 1, 'response-start comes once');
  assert.equal(count('response-end'), 1, 'response-end comes once');
  const choices = new Map<number, ChoiceOrder>();
  const ids = new Set<string>();
  for (const part of parts) {
    if (!('choice' in part) || part.choice === undefined) continue;
    const choice = choices.get(part.choice) ?? new ChoiceOrder(part.choice, ids);
    choices.set(part.choice, choice);
    choice.take(part);
  }
  const numbers = [...choices.keys()].sort((one, other) => one - other);
  assert.deepEqual(numbers, [...numbers.keys()], 'choices count from 0 without a gap');
  assert.ok(numbers.length > 0, 'a stream has an answer');
  for (const choice of choices.values()) choice.finish();
}

class ChoiceOrder {
  #ended = false;
  readonly #calls = new Blocks('tool call');
  readonly #thoughts = new Blocks('reasoning block');

  constructor(
    private readonly number: number,
    private readonly ids: Set<string>,
  ) {}

  take(part: StreamPart & { readonly choice?: number }): void {
    assert.ok(!this.#ended, `${part.type} after choice-end of choice ${this.number}`);
    switch (part.type) {
      case 'text-delta':
      case 'refusal-delta':
        assert.ok(part.text !== '' || part.logprobs !== undefined, `an empty ${part.type}`);
        return;
      case 'reasoning-delta':
        assert.notEqual(part.text, '', 'an empty reasoning-delta');
        return this.#thoughts.delta(part.index, part.text);
      case 'reasoning-end':
        this.#thoughts.end(part.index);
        return;
      case 'tool-call-start':
        assert.notEqual(part.id, '', 'a tool call without id');
        assert.notEqual(part.name, '', 'a tool call without name');
        assert.ok(!this.ids.has(part.id), `the tool call id '${part.id}' comes twice`);
        this.ids.add(part.id);
        return this.#calls.start(part.index);
      case 'tool-call-delta':
        this.#calls.mustBeOpen(part.index);
        return this.#calls.delta(part.index, part.arguments);
      case 'tool-call-end':
        assert.notEqual(this.#calls.end(part.index), '', 'a tool call without arguments is {}');
        return;
      case 'choice-end':
        this.#ended = true;
        if (this.#calls.size > 0) assert.notEqual(part.finishReason, 'stop');
        else assert.notEqual(part.finishReason, 'tool_calls');
        return;
      case 'extension-delta':
      case 'response-start':
      case 'response-end':
        return;
      default:
        part satisfies never;
    }
  }

  finish(): void {
    assert.ok(this.#ended, `choice ${this.number} has no choice-end`);
    this.#calls.mustBeClosed();
    this.#thoughts.mustBeClosed();
  }
}

/** Blocks of one kind: numbered from 0 by first appearance, each ended once. */
class Blocks {
  readonly #open = new Map<number, string>();
  size = 0;

  constructor(private readonly kind: string) {}

  start(index: number): void {
    assert.equal(index, this.size, `a ${this.kind} starts once, and they count from 0`);
    this.#open.set(index, '');
    this.size += 1;
  }

  mustBeOpen(index: number): void {
    assert.ok(this.#open.has(index), `a delta of a ${this.kind} that is not open`);
  }

  delta(index: number, text: string): void {
    if (!this.#open.has(index)) this.start(index);
    this.#open.set(index, this.#open.get(index) + text);
  }

  /** What all its deltas said. A block may consist of its end alone. */
  end(index: number): string {
    if (!this.#open.has(index)) this.start(index);
    const text = this.#open.get(index) ?? '';
    this.#open.delete(index);
    return text;
  }

  mustBeClosed(): void {
    assert.deepEqual([...this.#open.keys()], [], `every ${this.kind} ends`);
  }
}
