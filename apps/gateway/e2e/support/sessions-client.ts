import { postChat } from './post-chat.js';

/** A session's JSON, as far as tests look at it. */
export interface SessionJson {
  readonly id: string;
  readonly object: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly ttl_seconds: number;
  readonly message_count: number;
  readonly context: Readonly<Record<string, unknown>>;
  readonly system?: string;
  readonly model?: string;
  readonly prompt_caching?: false;
  readonly messages: readonly SessionMessageJson[];
  readonly has_more: boolean;
}

export interface SessionMessageJson {
  readonly id: string;
  readonly role: string;
  readonly content?: unknown;
}

/** Calls `/v1/sessions` of a gateway. Paths begin after that. */
export class SessionsClient {
  constructor(private readonly gateway: { readonly url: string }) {}

  /** @param body an object, or the very text to send */
  request(method: string, path = '', body?: object | string): Promise<Response> {
    return fetch(`${this.gateway.url}/v1/sessions${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
  }

  /** Throws unless the status is the one expected. */
  async json<Body = SessionJson>(
    status: number,
    ...parameters: Parameters<SessionsClient['request']>
  ): Promise<Body> {
    const response = await this.request(...parameters);
    if (response.status !== status)
      throw new Error(`${parameters.join(' ')}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }

  create(body: object = {}): Promise<SessionJson> {
    return this.json(201, 'POST', '', body);
  }

  get(id: string, query = ''): Promise<SessionJson> {
    return this.json(200, 'GET', `/${id}${query}`);
  }

  async createWithTurns(turns: number, body: object = {}): Promise<SessionJson> {
    const { id } = await this.create(body);
    for (let turn = 1; turn <= turns; turn += 1) await this.chat(id, `Turn ${turn}`);
    return this.get(id);
  }

  /** A turn with the simulator. */
  async chat(session: string, content: string): Promise<void> {
    const body = { session_id: session, messages: [{ role: 'user', content }] };
    const response = await postChat(this.gateway, { model: 'simulator/echo' }, { body });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    await response.text();
  }

  /** The whole history, page by page. */
  async history(id: string): Promise<SessionMessageJson[]> {
    const all: SessionMessageJson[] = [];
    for (let after = 'msg_0'; ; after = all.at(-1)!.id) {
      const page = await this.get(id, `?limit=1000&after=${after}`);
      all.push(...page.messages);
      if (!page.has_more) return all;
    }
  }

  /** What the user said in each turn. Throws where a question and an answer do not take turns. */
  async turns(id: string): Promise<string[]> {
    const history = await this.history(id);
    history.forEach(({ role }, index) => {
      const expected = index % 2 === 0 ? 'user' : 'assistant';
      if (role !== expected) throw new Error(`Message ${index} is of the ${role}.`);
    });
    if (history.length % 2 > 0) throw new Error('The last question has no answer.');
    return history.filter((_, index) => index % 2 === 0).map(({ content }) => String(content));
  }
}
