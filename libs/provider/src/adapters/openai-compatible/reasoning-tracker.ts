import type { ReasoningEnd, StreamPart } from 'llm-gateway/contracts';
import type { WireReasoningDetail } from './openai-compatible.wire.js';

interface OpenBlock {
  readonly key: string;
  readonly index: number;
  facts: Omit<ReasoningEnd, 'type' | 'choice' | 'index'>;
}

/** The thinking of one choice: opens and closes blocks, whichever field their pieces come in. */
export class ReasoningTracker {
  #open: OpenBlock | undefined;
  #count = 0;

  constructor(
    private readonly choice: number,
    private readonly emit: (part: StreamPart) => void,
  ) {}

  /** A piece of unstructured thinking. */
  text(text: string, signature?: string | null): void {
    this.#write('text', text, signature ? { signature } : {});
  }

  /** A piece of one of OpenRouter's blocks: pieces of one block share type and index. */
  detail(detail: WireReasoningDetail): void {
    const key = `${detail.type}:${detail.index ?? 0}`;
    const before = this.#open?.key === key ? (this.#open.facts.encrypted ?? '') : '';
    this.#write(key, detail.text ?? detail.summary ?? '', {
      ...(detail.signature && { signature: detail.signature }),
      ...(detail.data && { encrypted: before + detail.data }),
      ...(detail.format && { format: detail.format }),
      ...(detail.id && { id: detail.id }),
    });
  }

  close(): void {
    if (!this.#open) return;
    const { index, facts } = this.#open;
    this.emit({ type: 'reasoning-end', choice: this.choice, index, ...facts });
    this.#open = undefined;
  }

  #write(key: string, text: string, facts: OpenBlock['facts']): void {
    if (this.#open?.key !== key) {
      this.close();
      this.#open = { key, index: this.#count++, facts: {} };
    }
    this.#open.facts = { ...this.#open.facts, ...facts };
    if (text === '') return;
    const { index } = this.#open;
    this.emit({ type: 'reasoning-delta', choice: this.choice, index, text });
  }
}
