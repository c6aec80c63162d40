import { ChatCompletionRequest } from './chat-completion-request.schema.js';

/** The parts of a JSON Schema that this walk needs. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string };
  readonly const?: unknown;
}

/**
 * Fields inside messages, tools and options that the request schema does not name, and that the
 * canonical form therefore cannot carry: `messages[].content[].title`. Unknown fields at the top
 * level travel on by themselves, and so does the content of free-form objects.
 */
export function findUnmappedFields(body: ChatCompletionRequest): string[] {
  const found = new Set<string>();
  const properties = ChatCompletionRequest.properties as Readonly<Record<string, Schema>>;
  for (const [name, value] of Object.entries(body)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema) visit(value, schema, name, found);
  }
  return [...found];
}

function visit(value: unknown, schema: Schema, path: string, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const form = chooseForm(value, schema);
  if (Array.isArray(value)) {
    if (form?.items) for (const item of value) visit(item, form.items, `${path}[]`, found);
    return;
  }
  if (!form?.properties) return;
  for (const [name, field] of Object.entries(value)) {
    if (field === null) continue;
    const child = Object.hasOwn(form.properties, name) ? form.properties[name] : undefined;
    if (child) visit(field, child, `${path}.${name}`, found);
    else found.add(`${path}.${name}`);
  }
}

/** The alternative that a valid value follows. */
function chooseForm(value: object, schema: Schema): Schema | undefined {
  if (schema.anyOf) {
    const forms = schema.anyOf.map((alternative) => chooseForm(value, alternative));
    return forms.find((form) => (Array.isArray(value) ? form?.items : form?.properties));
  }
  if (!schema.oneOf) return schema;
  const tag = schema.discriminator?.propertyName ?? '';
  const named = (value as Record<string, unknown>)[tag];
  return schema.oneOf.find(({ properties }) => properties?.[tag]?.const === named);
}
