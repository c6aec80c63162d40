import type { Provider, ProviderMetadata, StreamPart } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { mintToolCallId } from '../../upstream/mint-tool-call-id.js';
import type { WireToolCall } from './openai-compatible.wire.js';

interface TrackedCall {
  readonly index: number;
  readonly kind: 'function' | 'custom';
  id?: string;
  name?: string;
  metadata?: ProviderMetadata;
  started: boolean;
  /** Pieces that came before the name. */
  held: string;
  empty: boolean;
}

/**
 * The tool calls of one choice. Vendors count from 1, repeat ids and names, send empty names, leave
 * ids or indexes out, or give two calls one index (reference/protocols.md 1.4); out come calls counted
 * from 0 that start once.
 */
export class ToolCallTracker {
  readonly #calls: TrackedCall[] = [];
  readonly #byIndex = new Map<number, TrackedCall>();

  constructor(
    private readonly choice: number,
    private readonly provider: Provider,
    private readonly emit: (part: StreamPart) => void,
  ) {}

  get any(): boolean {
    return this.#calls.length > 0;
  }

  read(wire: WireToolCall): void {
    const call = this.#find(wire);
    const body = wire.custom ?? wire.function;
    call.id ??= wire.id || undefined;
    call.name ??= body?.name || undefined;
    call.metadata ??= metadataOf(wire.extra_content);
    call.held += wire.custom ? (wire.custom.input ?? '') : textOf(wire.function?.arguments);
    if (!call.started && call.name !== undefined) this.#start(call, call.name);
    if (call.started) this.#flush(call);
  }

  end(): void {
    for (const call of this.#calls) {
      if (!call.started) throw invalidResponse(this.provider, 'a tool call in it has no name');
      if (call.empty && call.kind === 'function') {
        call.held = '{}';
        this.#flush(call);
      }
      this.emit({ type: 'tool-call-end', choice: this.choice, index: call.index });
    }
  }

  #find(wire: WireToolCall): TrackedCall {
    const known =
      typeof wire.index === 'number'
        ? this.#byIndex.get(wire.index)
        : wire.id
          ? this.#calls.find(({ id }) => id === wire.id)
          : this.#calls.at(-1);
    if (known && !isAnother(wire, known)) return known;
    const call: TrackedCall = {
      index: this.#calls.length,
      kind: wire.type === 'custom' || wire.custom ? 'custom' : 'function',
      started: false,
      held: '',
      empty: true,
    };
    this.#calls.push(call);
    if (typeof wire.index === 'number') this.#byIndex.set(wire.index, call);
    return call;
  }

  #start(call: TrackedCall, name: string): void {
    call.started = true;
    this.emit({
      type: 'tool-call-start',
      choice: this.choice,
      index: call.index,
      id: (call.id ??= mintToolCallId()),
      name,
      kind: call.kind,
      ...(call.metadata && { providerMetadata: call.metadata }),
    });
  }

  #flush(call: TrackedCall): void {
    if (call.held === '') return;
    this.emit({
      type: 'tool-call-delta',
      choice: this.choice,
      index: call.index,
      arguments: call.held,
    });
    call.held = '';
    call.empty = false;
  }
}

/** Parallel calls may share an index, or have neither index nor id; a name then begins another. */
function isAnother(wire: WireToolCall, known: TrackedCall): boolean {
  const name = (wire.custom ?? wire.function)?.name;
  if (!name || known.name === undefined) return false;
  if (wire.id) return known.id !== undefined && wire.id !== known.id;
  return typeof wire.index !== 'number';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value == null ? '' : JSON.stringify(value);
}

function metadataOf(extra: unknown): ProviderMetadata | undefined {
  return typeof extra === 'object' && extra !== null ? (extra as ProviderMetadata) : undefined;
}
