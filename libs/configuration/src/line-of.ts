import { findNodeAtLocation, parseTree, type JSONPath } from 'jsonc-parser';

/** The line, from 1, on which a value of a JSON text begins, or that of the nearest value around it. */
export function lineOf(text: string, param: string): number {
  const root = parseTree(text);
  if (!root) return 1;
  const path: JSONPath = [...param.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) =>
    key === undefined ? Number(index) : key,
  );
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return text.slice(0, node.offset).split('\n').length;
  }
  return 1;
}
