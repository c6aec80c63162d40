import { Type, type Static } from 'typebox';
import { AssistantContent, TextContent, ToolContent, UserContent } from './content-part.schema.js';
import {
  optionalBoolean,
  optionalObject,
  optionalString,
  taggedUnion,
} from './json-schema-types.js';

const MAXIMUM_TOOL_CALLS = 1_024;
const MAXIMUM_REASONING_DETAILS = 10_000;

const name = optionalString({ description: 'Tells participants of the same role apart.' });

const extra_content = optionalObject({
  description: 'What the provider attached to the call and needs back, unchanged.',
});

const FunctionToolCall = Type.Object({
  id: Type.String({ minLength: 1 }),
  type: Type.Literal('function'),
  function: Type.Object({
    name: Type.String({ minLength: 1 }),
    arguments: Type.String({ description: 'JSON text, as the model wrote it.' }),
  }),
  extra_content,
});

const CustomToolCall = Type.Object({
  id: Type.String({ minLength: 1 }),
  type: Type.Literal('custom'),
  custom: Type.Object({ name: Type.String({ minLength: 1 }), input: Type.String() }),
  extra_content,
});

const legacyFunctionCall = Type.Object({ name: Type.String(), arguments: Type.String() });

const DeveloperMessage = Type.Object({
  role: Type.Literal('developer'),
  content: TextContent,
  name,
});

const SystemMessage = Type.Object({ role: Type.Literal('system'), content: TextContent, name });

const UserMessage = Type.Object({ role: Type.Literal('user'), content: UserContent, name });

const AssistantMessage = Type.Object({
  role: Type.Literal('assistant'),
  content: Type.Optional(AssistantContent),
  refusal: optionalString({ description: 'Why the model refused.' }),
  name,
  audio: optionalObject({ description: 'Refers to an earlier audio answer: `{"id":"..."}`.' }),
  tool_calls: Type.Optional(
    Type.Unsafe<Static<typeof FunctionToolCall | typeof CustomToolCall>[] | null>({
      type: ['array', 'null'],
      items: taggedUnion('type', [FunctionToolCall, CustomToolCall]),
      maxItems: MAXIMUM_TOOL_CALLS,
    }),
  ),
  function_call: Type.Optional(
    Type.Unsafe<Static<typeof legacyFunctionCall> | null>({
      ...legacyFunctionCall,
      type: ['object', 'null'],
      deprecated: true,
    }),
  ),
  reasoning_content: optionalString({
    description: 'Thinking text of an earlier answer, as the gateway returned it.',
  }),
  reasoning_details: Type.Optional(
    Type.Unsafe<Record<string, unknown>[] | null>({
      type: ['array', 'null'],
      items: { type: 'object' },
      maxItems: MAXIMUM_REASONING_DETAILS,
      description:
        'Thinking blocks of an earlier answer with their signatures, as the gateway returned them.',
    }),
  ),
  annotations: Type.Optional(
    Type.Any({ description: 'Citations of an earlier answer; they are not sent on.' }),
  ),
});

const ToolMessage = Type.Object({
  role: Type.Literal('tool'),
  tool_call_id: Type.String({ minLength: 1 }),
  content: ToolContent,
  name: optionalString({ description: 'Taken from the call that the message answers.' }),
  is_error: optionalBoolean({
    description: 'Gateway extension: the tool failed and `content` says how.',
  }),
});

const FunctionMessage = Type.Object(
  {
    role: Type.Literal('function'),
    name: Type.String({ minLength: 1 }),
    content: Type.Union([Type.String(), Type.Null()]),
  },
  { deprecated: true },
);

export const ChatCompletionMessage = taggedUnion('role', [
  DeveloperMessage,
  SystemMessage,
  UserMessage,
  AssistantMessage,
  ToolMessage,
  FunctionMessage,
]);

export type ChatCompletionMessage = Static<typeof ChatCompletionMessage>;
export type AssistantChatMessage = Static<typeof AssistantMessage>;
export type ToolChatMessage = Static<typeof ToolMessage>;
