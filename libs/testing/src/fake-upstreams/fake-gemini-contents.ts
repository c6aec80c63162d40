const DATA_FIELDS = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
  'toolCall',
  'toolResponse',
];

/** What is wrong with a conversation, in Google's words (recorded in its clients' issue trackers). */
export function contentsFault(body: any, model: string): string | undefined {
  const contents: unknown = body.contents;
  if (!Array.isArray(contents) || contents.length === 0)
    return '* GenerateContentRequest.contents: contents is not specified\n';
  const role = contents.find(({ role }) => !['user', 'model', undefined].includes(role));
  if (role) return 'Please use a valid role: user, model.';
  return (
    contents.map((content, place) => partsFault(content, `contents[${place}]`)).find(Boolean) ??
    (body.systemInstruction && partsFault(body.systemInstruction, 'system_instruction')) ??
    orderFault(contents) ??
    signatureFault(contents, model)
  );
}

function partsFault({ parts }: any, place: string): string | undefined {
  if (!Array.isArray(parts) || parts.length === 0)
    return `* GenerateContentRequest.${place}.parts: contents.parts must not be empty.\n`;
  for (const [index, part] of parts.entries()) {
    const [first, second] = DATA_FIELDS.filter((field) => part[field] !== undefined);
    if (first === undefined)
      return `* GenerateContentRequest.${place}.parts[${index}].data: required oneof field 'data' must have one initialized field\n`;
    if (second !== undefined)
      return `Invalid value at '${place}.parts[${index}]' (oneof), oneof field 'data' is already set. Cannot set '${second}'`;
    const fault = valueFault(part, `${place}.parts[${index}]`);
    if (fault) return fault;
  }
  return undefined;
}

function valueFault(part: any, place: string): string | undefined {
  const { functionCall: call, functionResponse: answer, inlineData, fileData } = part;
  if (call && (typeof call.args !== 'object' || Array.isArray(call.args)))
    return `Invalid value at '${place}.function_call.args' (type.googleapis.com/google.protobuf.Struct)`;
  if (answer && !answer.name)
    return `* GenerateContentRequest.${place}.function_response.name: Name cannot be empty.\n`;
  if (answer && (typeof answer.response !== 'object' || Array.isArray(answer.response)))
    return `Invalid value at '${place}.function_response.response' (type.googleapis.com/google.protobuf.Struct)`;
  if (inlineData && !/^[A-Za-z0-9+/]*={0,2}$/.test(inlineData.data ?? ''))
    return `Invalid value at '${place}.inline_data.data' (TYPE_BYTES), Base64 decoding failed`;
  if (fileData && !/^https?:/.test(fileData.fileUri)) return 'Unsupported file URI type.';
  const signature = part.thoughtSignature;
  if (signature !== undefined && !/^[\w+/=-]+$/.test(signature))
    return 'Thought signature is not valid';
  return undefined;
}

/** Each call turn is followed at once by as many answers, matched by name and order. */
function orderFault(contents: readonly any[]): string | undefined {
  for (const [place, { parts }] of contents.entries()) {
    const calls = named(parts, 'functionCall');
    const answers = named(contents[place + 1]?.parts ?? [], 'functionResponse');
    if (calls.length > 0 && contents[place - 1]?.role !== 'user')
      return 'Please ensure that function call turn comes immediately after a user turn or after a function response turn.';
    if (calls.length > 0 && place + 1 < contents.length && calls.join() !== answers.join())
      return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
    if (
      named(parts, 'functionResponse').length > 0 &&
      named(contents[place - 1]?.parts ?? [], 'functionCall').length === 0
    )
      return 'Please ensure that function response turn comes immediately after a function call turn.';
  }
  return undefined;
}

function named(parts: readonly any[], field: string): string[] {
  return parts.flatMap((part) => (part[field] ? [part[field].name] : []));
}

/** Gemini 3 demands a signature on the first call of every step since the user last spoke. */
function signatureFault(contents: readonly any[], model: string): string | undefined {
  if (!/^gemini-([3-9]|\d\d)/.test(model) || /image/.test(model)) return undefined;
  const turn = contents.findLastIndex(
    ({ role, parts }) => role === 'user' && parts.every((part: any) => !part.functionResponse),
  );
  for (const [place, { role, parts }] of contents.entries()) {
    const call = parts.find((part: any) => part.functionCall);
    if (place > turn && role === 'model' && call && !call.thoughtSignature)
      return `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${call.functionCall.name}\` , position ${place + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`;
  }
  return undefined;
}
