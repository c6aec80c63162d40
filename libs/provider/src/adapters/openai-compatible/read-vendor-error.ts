/** What a vendor says of a failure, whatever shape it has. */
export interface ReadError {
  readonly message: string;
  /** Its own code, else its type. */
  readonly code?: string;
  readonly param?: string;
  /** HTTP status that the body itself names. */
  readonly status?: number;
  /** The prompt was refused for its content. */
  readonly flagged?: boolean;
  readonly retryAfterMs?: number;
}

type Bag = Readonly<Record<string, unknown>>;

/**
 * Reads an error body in any of the recorded shapes (reference/protocols.md 1.5, 4.1, 4.3 to 4.8): the
 * OpenAI envelope, flat, `detail` as text or list, an array around the envelope, a string or a number
 * where an object or a string belongs. Undefined when there is no error in it.
 */
export function readVendorError(body: unknown): ReadError | undefined {
  if (Array.isArray(body)) return readVendorError(body[0]);
  if (!isBag(body)) return undefined;
  const { error, detail, message } = body;
  if (isBag(error)) return fromObject(error);
  if (typeof error === 'string') return { message: error, ...codeOf(body) };
  if (detail !== undefined) return fromDetail(detail);
  if (isBag(message)) return { ...fromDetail(message['detail'] ?? message), ...codeOf(body) };
  if (typeof message === 'string') return fromObject(body);
  return undefined;
}

function fromObject(error: Bag): ReadError {
  const metadata = isBag(error['metadata']) ? error['metadata'] : {};
  const status = [error['code'], error['status'], error['statusCode']]
    .map(Number)
    .find(isHttpStatus);
  const retryAfterMs = retryDelayOf(error['details']);
  return {
    message: messageOf(error, metadata),
    ...codeOf(error),
    ...(typeof error['param'] === 'string' && { param: error['param'] }),
    ...(status !== undefined && { status }),
    ...(Array.isArray(metadata['reasons']) && { flagged: true }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** OpenRouter keeps the words of the vendor behind it in `metadata.raw`, Groq the model's in `failed_generation`. */
function messageOf(error: Bag, metadata: Bag): string {
  const message = typeof error['message'] === 'string' ? error['message'] : JSON.stringify(error);
  const raw = metadata['raw'] ?? error['failed_generation'];
  if (raw === undefined || raw === null || raw === '') return message;
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  const from =
    typeof metadata['provider_name'] === 'string' ? `${metadata['provider_name']}: ` : '';
  return `${message} (${from}${text.slice(0, 500)})`;
}

/** FastAPI: `{detail: "..."}` or `{detail: [{loc: ["body", "field"], msg}]}`. */
function fromDetail(detail: unknown): ReadError {
  if (!Array.isArray(detail))
    return { message: typeof detail === 'string' ? detail : JSON.stringify(detail) };
  const faults = detail.filter(isBag);
  const path = pathOf(faults[0]?.['loc']);
  const message = faults
    .map(({ loc, msg }) => [pathOf(loc), msg].filter(Boolean).join(': '))
    .join('; ');
  return { message, ...(path && { param: path }) };
}

function pathOf(location: unknown): string {
  if (!Array.isArray(location)) return '';
  return location
    .filter((step) => step !== 'body')
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index > 0 ? `.${step}` : step))
    .join('');
}

function codeOf({ code, type, status }: Bag): { code: string } | undefined {
  const known = [code, type, status].find((value) => typeof value === 'string' && value !== '');
  if (known !== undefined) return { code: known as string };
  return typeof code === 'number' ? { code: String(code) } : undefined;
}

/** Google's `RetryInfo`: there is no `Retry-After` header (4.1). */
function retryDelayOf(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const delay = details.filter(isBag).find((entry) => 'retryDelay' in entry)?.['retryDelay'];
  const seconds = Number.parseFloat(String(delay));
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

function isHttpStatus(value: number): boolean {
  return Number.isInteger(value) && value >= 400 && value < 600;
}

function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
