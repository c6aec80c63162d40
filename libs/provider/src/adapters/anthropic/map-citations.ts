import type { AnthropicCitation } from './anthropic.wire.js';

/**
 * Citations of one text block as fields of an OpenAI message: sources on the web as `annotations`,
 * which have a place in the text, and passages of documents as they came.
 */
export function mapCitations(
  citations: readonly AnthropicCitation[] | null | undefined,
  start: number,
  end: number,
): { annotations?: object[]; citations?: AnthropicCitation[] } {
  const onTheWeb = (citations ?? []).filter(({ url }) => typeof url === 'string');
  const inDocuments = (citations ?? []).filter(({ url }) => typeof url !== 'string');
  return {
    ...(onTheWeb.length > 0 && {
      annotations: onTheWeb.map(({ url, title }) => ({
        type: 'url_citation',
        url_citation: { start_index: start, end_index: end, title: title ?? '', url },
      })),
    }),
    ...(inDocuments.length > 0 && { citations: inDocuments }),
  };
}
