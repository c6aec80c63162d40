import { extname } from 'node:path';
import { invalidField, type FilePart } from 'llm-gateway/contracts';
import { checkBase64, isDataUrl, parseDataUrl } from './data-url.js';

interface WireFile {
  readonly file_data?: string | null;
  readonly file_id?: string | null;
  readonly filename?: string | null;
}

const MEDIA_TYPES: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
};

/** A file in the request, or the id of one that the provider holds. */
export function decodeFile(file: WireFile, path: string): FilePart {
  const named = typeof file.filename === 'string' && { filename: file.filename };
  if (typeof file.file_data === 'string') {
    const field = `${path}.file_data`;
    const source = isDataUrl(file.file_data)
      ? parseDataUrl(file.file_data, field)
      : {
          type: 'inline' as const,
          mediaType: MEDIA_TYPES[extname(file.filename ?? '').toLowerCase()] ?? 'application/pdf',
          base64: checkBase64(file.file_data, field),
        };
    return { type: 'file', source, ...named };
  }
  if (typeof file.file_id === 'string')
    return { type: 'file', source: { type: 'file-id', fileId: file.file_id }, ...named };
  throw invalidField(path, "needs 'file_data' or 'file_id'");
}
