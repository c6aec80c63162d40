import { Type, type Static } from 'typebox';
import {
  enumOf,
  optionalBoolean,
  optionalObject,
  optionalString,
  taggedUnion,
} from './json-schema-types.js';

const FunctionDefinition = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 256 }),
  description: optionalString({ description: 'Tells the model when and how to call it.' }),
  parameters: optionalObject({ description: 'JSON Schema of the arguments.' }),
  strict: optionalBoolean({ description: 'The arguments follow the schema exactly.' }),
});

const FunctionTool = Type.Object({
  type: Type.Literal('function'),
  function: FunctionDefinition,
  cache_control: optionalObject({ description: "Anthropic's cache marker." }),
});

const CustomTool = Type.Object({
  type: Type.Literal('custom'),
  custom: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 256 }),
    description: optionalString({ description: 'Tells the model when and how to call it.' }),
    format: optionalObject({ description: 'Free text, or a grammar that the input follows.' }),
  }),
});

export const ChatCompletionTool = taggedUnion('type', [FunctionTool, CustomTool]);

const named = Type.Object({ name: Type.String({ minLength: 1 }) });

const NamedFunctionChoice = Type.Object({ type: Type.Literal('function'), function: named });
const NamedCustomChoice = Type.Object({ type: Type.Literal('custom'), custom: named });
const AllowedToolsChoice = Type.Object({
  type: Type.Literal('allowed_tools'),
  allowed_tools: Type.Object({
    mode: enumOf(['auto', 'required']),
    tools: Type.Array(taggedUnion('type', [NamedFunctionChoice, NamedCustomChoice]), {
      maxItems: 1_024,
    }),
  }),
});

export const ToolChoiceOption = Type.Union(
  [
    enumOf(['none', 'auto', 'required']),
    Type.Null(),
    taggedUnion('type', [NamedFunctionChoice, NamedCustomChoice, AllowedToolsChoice]),
  ],
  { description: 'Which tools the model may or must call.' },
);

/** The form before `tools`. */
export const LegacyFunction = FunctionDefinition;

export const LegacyFunctionChoice = Type.Union([enumOf(['none', 'auto']), Type.Null(), named], {
  deprecated: true,
  description: 'Use `tool_choice`.',
});

export type ChatCompletionTool = Static<typeof ChatCompletionTool>;
export type ToolChoiceOption = Static<typeof ToolChoiceOption>;
