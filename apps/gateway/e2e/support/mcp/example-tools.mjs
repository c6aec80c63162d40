// The tools of the MCP servers in tests, free of any SDK, so that servers of both lines offer the same.
const NUMBERS = { a: { type: 'number' }, b: { type: 'number' } };

/** What the servers of one process have seen. */
export const seen = { calls: 0, cancelled: 0, headers: [] };

export const tools = [
  { name: 'add', description: 'Adds.', properties: NUMBERS, required: ['a', 'b'] },
  { name: 'measure', description: 'Gives structured content alone.' },
  { name: 'draw', description: 'Gives an image.' },
  { name: 'fail', description: 'Says isError.' },
  { name: 'refuse', description: 'Answers with a JSON-RPC error.' },
  { name: 'hang', description: 'Answers when it is cancelled.' },
  { name: 'flood', description: 'Gives text.', properties: { bytes: { type: 'integer' } } },
  { name: 'files.read', description: 'Has a name that no provider takes.' },
  { name: 'crash', description: 'Ends the server.' },
  { name: 'ask', description: 'Wants input of a person.' },
  { name: 'tally', description: 'Counts the calls that were cancelled.' },
  { name: 'grow', description: 'Adds the tool `late`, or takes it away again.' },
];

/** Told when the list of tools has changed. */
export const listeners = new Set();

function grow() {
  const at = tools.findIndex(({ name }) => name === 'late');
  if (at < 0) tools.push({ name: 'late', description: 'Came later.' });
  else tools.splice(at, 1);
  for (const listener of listeners) listener();
}

export function listed() {
  return tools.map(({ name, description, properties = {}, required = [] }) => ({
    name,
    description,
    inputSchema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties,
      required,
    },
  }));
}

const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });

/** @param signal of the request, which the SDK aborts when it is cancelled */
export async function call({ name, arguments: given = {} }, signal) {
  seen.calls += 1;
  switch (name) {
    case 'add':
      return text(given.a + given.b);
    case 'measure':
      return { content: [], structuredContent: { degrees: 21 } };
    case 'draw':
      return {
        content: [
          { type: 'text', text: 'A dot.' },
          { type: 'image', data: 'AAAA', mimeType: 'image/png' },
        ],
      };
    case 'fail':
      return { ...text('The disk is full.'), isError: true };
    case 'hang':
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      seen.cancelled += 1;
      return text('late');
    case 'flood':
      return text('x'.repeat(given.bytes));
    case 'tally':
      return text(seen.cancelled);
    case 'grow':
      grow();
      return text('changed');
    case 'crash':
      return process.exit(1);
    case 'ask':
      return {
        resultType: 'input_required',
        inputRequests: {
          name: {
            method: 'elicitation/create',
            params: { message: 'Who?', requestedSchema: { type: 'object', properties: {} } },
          },
        },
        requestState: 'x',
      };
    default:
      throw new Error(`No ${name}.`);
  }
}
