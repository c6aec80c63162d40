import { Type, type Static } from 'typebox';

const NAMES_VARIABLES =
  '`${NAME}` in a value is replaced by the environment variable of this name.';

/** A server of `mcpServers`: either `url` or `command` says how it is reached. */
export const McpServerConfig = Type.Object(
  {
    url: Type.Optional(
      Type.String({ pattern: '^https?://', description: 'Streamable HTTP: the MCP endpoint.' }),
    ),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: `With \`url\`. ${NAMES_VARIABLES} Nothing of the caller is forwarded.`,
      }),
    ),
    command: Type.Optional(
      Type.String({ minLength: 1, description: 'stdio: the program, which the gateway runs.' }),
    ),
    args: Type.Optional(Type.Array(Type.String(), { description: 'With `command`.' })),
    env: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: `With \`command\`: added to PATH, HOME and the like, all that it gets of the environment. ${NAMES_VARIABLES}`,
      }),
    ),
    cwd: Type.Optional(Type.String({ description: 'With `command`: the folder that it runs in.' })),
    type: Type.Optional(
      Type.Unsafe<'http' | 'streamable-http' | 'stdio'>({
        type: 'string',
        enum: ['http', 'streamable-http', 'stdio'],
        description: 'As other hosts write it; `url` or `command` says the same.',
      }),
    ),
    tools: Type.Optional(
      Type.Array(Type.String(), {
        description: 'The tools to take over, by the names the server gives them; by default all.',
      }),
    ),
    disabled: Type.Optional(Type.Boolean({ default: false })),
    timeout_ms: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 600_000,
        description: 'The longest that a call may take.',
      }),
    ),
    max_response_bytes: Type.Optional(
      Type.Integer({
        minimum: 1_024,
        maximum: 104_857_600,
        default: 4_194_304,
        description: 'The largest message that the server may send.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type McpServerConfig = Static<typeof McpServerConfig>;
