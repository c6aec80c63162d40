import type { PipeTransform } from '@nestjs/common';
import { invalidField } from 'llm-gateway/contracts';

const DEFAULT_LIMIT = 100;
const MAXIMUM_LIMIT = 1_000;

export interface PageQuery<Cursor> {
  /** From 1 to 1,000. */
  readonly limit: number;
  /** The last one already seen. */
  readonly after?: Cursor;
}

/** Reads `?limit` (1 to 1,000, by default 100) and `?after`. Throws `invalid_request`. */
export class PageQueryPipe<Cursor> implements PipeTransform<unknown, PageQuery<Cursor>> {
  /**
   * @param readCursor undefined for what is no cursor
   * @param example of a cursor, for the error message
   */
  constructor(
    private readonly readCursor: (text: string) => Cursor | undefined,
    private readonly example: string,
  ) {}

  transform(query: unknown): PageQuery<Cursor> {
    const { limit, after } = query as Readonly<Record<string, unknown>>;
    return {
      limit: limit === undefined ? DEFAULT_LIMIT : readLimit(limit),
      ...(after !== undefined && { after: this.#readAfter(after) }),
    };
  }

  #readAfter(text: unknown): Cursor {
    const cursor = typeof text === 'string' ? this.readCursor(text) : undefined;
    if (cursor === undefined) throw invalidField('after', `must be an id like ${this.example}`);
    return cursor;
  }
}

function readLimit(text: unknown): number {
  const limit = typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAXIMUM_LIMIT)
    throw invalidField('limit', `must be an integer from 1 to ${MAXIMUM_LIMIT}`);
  return limit;
}
