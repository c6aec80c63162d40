/**
 * Groups of nodes that reach each other, and nodes that reach themselves: Tarjan's strongly
 * connected components. In the order of the first node of each; recursion is as deep as the longest
 * path.
 */
export function findCycles(
  nodes: readonly string[],
  successors: ReadonlyMap<string, ReadonlySet<string>>,
): string[][] {
  const indexes = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();
  const cycles: string[][] = [];

  const visit = (node: string): number => {
    const index = indexes.size;
    indexes.set(node, index);
    let low = index;
    stack.push(node);
    open.add(node);
    for (const next of successors.get(node) ?? []) {
      if (!indexes.has(next)) low = Math.min(low, visit(next));
      else if (open.has(next)) low = Math.min(low, indexes.get(next) as number);
    }
    if (low === index) {
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) open.delete(member);
      if (component.length > 1 || successors.get(node)?.has(node)) cycles.push(component);
    }
    return low;
  };

  for (const node of nodes) if (!indexes.has(node)) visit(node);
  return cycles;
}
