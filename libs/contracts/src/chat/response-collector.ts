import type { AssistantPart } from './chat-message.js';
import type { ChatChoice, ChatResponse, FinishReason } from './chat-response.js';
import type { StreamPart } from './stream-part.js';

type Fields = Readonly<Record<string, unknown>>;

interface OpenChoice {
  readonly parts: AssistantPart[];
  /** Places in `parts` by kind and index of the block. */
  readonly places: Map<string, number>;
  readonly logprobs: unknown[];
  finishReason: FinishReason;
  messageExtensions?: Fields;
  choiceExtensions?: Fields;
}

/** Puts a stream together, part by part, to the whole answer that it is the stream of. */
export class ResponseCollector {
  readonly #choices: OpenChoice[] = [];
  #head: Omit<ChatResponse, 'choices'> = {};

  add(part: StreamPart): void {
    if (part.type === 'response-start') {
      const { type: _, extensions, ...head } = part;
      this.#head = { ...this.#head, ...head };
      this.#extend(extensions);
    } else if (part.type === 'response-end') {
      this.#head = { ...this.#head, ...(part.usage && { usage: part.usage }) };
      this.#extend(part.extensions);
    } else if (part.type === 'extension-delta') {
      if (part.choice === undefined) return this.#extend(part.fields);
      const choice = this.#choice(part.choice);
      const name = part.place === 'delta' ? 'messageExtensions' : 'choiceExtensions';
      choice[name] = { ...choice[name], ...part.fields };
    } else {
      add(part, this.#choice(part.choice));
    }
  }

  get response(): ChatResponse {
    return { ...this.#head, choices: this.#choices.map(toChoice) };
  }

  #extend(fields: Fields | undefined): void {
    if (fields) this.#head = { ...this.#head, extensions: { ...this.#head.extensions, ...fields } };
  }

  #choice(index: number): OpenChoice {
    return (this.#choices[index] ??= {
      parts: [],
      places: new Map(),
      logprobs: [],
      finishReason: 'stop',
    });
  }
}

export function collectResponse(parts: readonly StreamPart[]): ChatResponse {
  const collector = new ResponseCollector();
  for (const part of parts) collector.add(part);
  return collector.response;
}

type ChoicePart = Exclude<
  StreamPart,
  { type: 'response-start' | 'response-end' | 'extension-delta' }
>;

function add(part: ChoicePart, choice: OpenChoice): void {
  switch (part.type) {
    case 'text-delta':
    case 'refusal-delta':
      if (part.logprobs !== undefined) choice.logprobs.push(part.logprobs);
      return addText(part.type === 'text-delta' ? 'text' : 'refusal', part.text, choice);
    case 'reasoning-delta':
      return change(
        choice,
        `reasoning ${part.index}`,
        { type: 'reasoning', text: '' },
        (block) => ({
          ...block,
          text: block.text + part.text,
        }),
      );
    case 'reasoning-end': {
      const { type: _, choice: __, index, ...proof } = part;
      return change(choice, `reasoning ${index}`, { type: 'reasoning', text: '' }, (block) => ({
        ...block,
        ...proof,
      }));
    }
    case 'tool-call-start': {
      const { type: _, choice: __, index, ...call } = part;
      const started = { type: 'tool-call', ...call, arguments: '' } as const;
      return change(choice, `tool ${index}`, started, (block) => block);
    }
    case 'tool-call-delta':
      return change(choice, `tool ${part.index}`, undefined, (block) => ({
        ...block,
        ...('arguments' in block && { arguments: block.arguments + part.arguments }),
      }));
    case 'tool-call-end':
      return;
    case 'choice-end':
      choice.finishReason = part.finishReason;
      return;
    default:
      part satisfies never;
  }
}

/** Text that follows text is one part; anything between two texts keeps them apart. */
function addText(type: 'text' | 'refusal', text: string, { parts }: OpenChoice): void {
  const last = parts.at(-1);
  if (last?.type === type) parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ type, text });
}

function change<Part extends AssistantPart>(
  { parts, places }: OpenChoice,
  key: string,
  initial: Part | undefined,
  update: (part: Part) => AssistantPart,
): void {
  let place = places.get(key);
  if (place === undefined) {
    if (!initial) throw new Error(`A delta of ${key} came before its start.`);
    place = parts.push(initial) - 1;
    places.set(key, place);
  }
  parts[place] = update(parts[place] as Part);
}

function toChoice(
  { parts, finishReason, logprobs, messageExtensions, choiceExtensions }: OpenChoice,
  index: number,
): ChatChoice {
  return {
    index,
    message: { role: 'assistant', parts },
    finishReason,
    ...(logprobs.length > 0 && { logprobs: joinLogprobs(logprobs) }),
    ...(messageExtensions && { messageExtensions }),
    ...(choiceExtensions && { choiceExtensions }),
  };
}

/** OpenAI's object holds a list of tokens under `content`; a stream gives it piece by piece. */
function joinLogprobs(pieces: readonly unknown[]): unknown {
  return { content: pieces.flatMap((piece) => (piece as { content?: unknown[] }).content ?? []) };
}
