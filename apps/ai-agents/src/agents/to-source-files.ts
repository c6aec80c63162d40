import { posix } from 'node:path';
import { GatewayError, invalidField } from 'llm-gateway/contracts';
import { toExtension, type SourceFile } from 'llm-gateway/import-graph';
import type { RunRequest } from './run.schema.js';

const MAXIMUM_BYTES = 1_048_576;

/**
 * The code of a request as files with one form of path. Throws `invalid_request` for none, for two
 * of one path and for paths outside the project, and `request_too_large` above 1 MiB.
 */
export function toSourceFiles({ files, code, language }: RunRequest): readonly SourceFile[] {
  if ((files === undefined) === (code === undefined))
    throw invalidField('files', 'or `code` is required, and not both');
  const sources = files?.map(({ path, content }, index) => ({
    path: toPath(path, `files[${index}].path`),
    content,
  })) ?? [{ path: snippetPath(language), content: code ?? '' }];
  const seen = new Set<string>();
  for (const [index, { path }] of sources.entries())
    if (seen.size === seen.add(path).size)
      throw invalidField(`files[${index}].path`, 'is the path of an earlier file too');
  const bytes = sources.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes > MAXIMUM_BYTES)
    throw new GatewayError(
      'request_too_large',
      `The code has ${bytes} bytes, and ${MAXIMUM_BYTES} are the limit. Send the files that matter.`,
    );
  return sources;
}

function toPath(path: string, param: string): string {
  const normal = posix.normalize(path.replaceAll('\\', '/').replace(/^\/+/, '')).replace(/\/$/, '');
  if (/^(\.|\.\.|\.\.\/.*)?$/.test(normal))
    throw invalidField(param, 'must be the path of a file within the project');
  return normal;
}

function snippetPath(language: string | undefined): string {
  const extension = toExtension(language).replaceAll(/[^a-z0-9]/g, '');
  return extension === '' ? 'snippet' : `snippet.${extension}`;
}
