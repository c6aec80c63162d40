import { countLines, type SourceFile } from 'llm-gateway/import-graph';

type Place = Readonly<{ file: string; line: number }>;

/**
 * Keeps the findings whose place exists. A path that a model shortened, or wrote with a prefix of
 * its own, is corrected where only one file can be meant; a line is never guessed.
 */
export function placeFindings<Finding extends Place>(
  findings: readonly Finding[],
  files: readonly SourceFile[],
): Finding[] {
  const lines = new Map(files.map(({ path, content }) => [path, countLines(content)]));
  return findings.flatMap((finding) => {
    const file = findPath(finding.file, lines);
    if (file === undefined) return [];
    const isInFile = finding.line >= 1 && finding.line <= (lines.get(file) ?? 0);
    return isInFile ? [{ ...finding, file }] : [];
  });
}

function findPath(named: string, lines: ReadonlyMap<string, number>): string | undefined {
  if (lines.has(named)) return named;
  const path = named.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
  if (lines.has(path)) return path;
  if (path === '') return undefined;
  const [only, ...others] = [...lines.keys()].filter(
    (sent) => sent.endsWith(`/${path}`) || path.endsWith(`/${sent}`),
  );
  return others.length === 0 ? only : undefined;
}
