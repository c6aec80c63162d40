import { Type, type Static } from 'typebox';

const Line = Type.Integer({ minimum: 1 });

const GraphNode = Type.Object({
  path: Type.String(),
  language: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'null: the imports of this file were not read.',
  }),
  lines: Type.Integer({ minimum: 0 }),
  unparsed_lines: Type.Array(Line, {
    description: 'First lines that the parser could not read: wrong, or newer than it.',
  }),
  truncated: Type.Boolean({ description: 'The parser gave up before the end of the file.' }),
});

const GraphEdge = Type.Object({
  from: Type.String(),
  to: Type.String(),
  kind: Type.String({ description: '`import`, `re-export`, `require`, `dynamic` or `type`.' }),
  line: Line,
});

/** Who imports whom among the files that were sent, as the code says it. */
export const ImportGraph = Type.Object({
  nodes: Type.Array(GraphNode),
  edges: Type.Array(GraphEdge, { description: 'Both ends are files that were sent.' }),
  external: Type.Array(
    Type.Object({ name: Type.String(), imported_by: Type.Array(Type.String()) }),
    { description: 'Packages, and modules of the language itself.' },
  ),
  unresolved: Type.Array(
    Type.Object({ from: Type.String(), specifier: Type.String(), line: Line }),
    { description: 'Imports of files that were not sent, or whose name only a run can tell.' },
  ),
  cycles: Type.Array(Type.Array(Type.String()), {
    description:
      'Files that import each other, directly or not; imports of types alone do not count.',
  }),
});

export type ImportGraph = Static<typeof ImportGraph>;
export type GraphEdge = Static<typeof GraphEdge>;
