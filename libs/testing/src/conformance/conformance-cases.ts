import { abilitiesOf, type AdapterSubject } from './adapter-subject.js';
import { BROKEN_STREAM_CASES } from './cases/broken-stream.cases.js';
import { CONVERSATION_CASES } from './cases/conversation.cases.js';
import { FINISH_CASES } from './cases/finish.cases.js';
import { FORWARD_CASES } from './cases/forward.cases.js';
import { LIFETIME_CASES } from './cases/lifetime.cases.js';
import { MEDIA_CASES } from './cases/media.cases.js';
import { OUTPUT_FORMAT_CASES } from './cases/output-format.cases.js';
import { REASONING_CASES } from './cases/reasoning.cases.js';
import { REQUEST_FIELD_CASES } from './cases/request-field.cases.js';
import { SECRET_CASES } from './cases/secret.cases.js';
import { STATUS_CASES } from './cases/status.cases.js';
import { STREAM_CASES } from './cases/stream.cases.js';
import { TEXT_CASES } from './cases/text.cases.js';
import { TOOL_CHOICE_CASES } from './cases/tool-choice.cases.js';
import { TOOL_CASES } from './cases/tool.cases.js';
import { USAGE_CASES } from './cases/usage.cases.js';
import { WIRE_NOISE_CASES } from './cases/wire-noise.cases.js';
import type { ConformanceCase } from './conformance-case.js';

/** What every adapter is held to, whoever wrote it. */
export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  ...TEXT_CASES,
  ...CONVERSATION_CASES,
  ...TOOL_CASES,
  ...TOOL_CHOICE_CASES,
  ...MEDIA_CASES,
  ...OUTPUT_FORMAT_CASES,
  ...REASONING_CASES,
  ...FINISH_CASES,
  ...REQUEST_FIELD_CASES,
  ...USAGE_CASES,
  ...STREAM_CASES,
  ...WIRE_NOISE_CASES,
  ...BROKEN_STREAM_CASES,
  ...STATUS_CASES,
  ...LIFETIME_CASES,
  ...SECRET_CASES,
  ...FORWARD_CASES,
];

/** The cases for the abilities that this adapter has, and the counterparts for those that it lacks. */
export function conformanceCasesFor(subject: AdapterSubject): ConformanceCase[] {
  const abilities = abilitiesOf(subject);
  return CONFORMANCE_CASES.filter(
    ({ needs, lacks }) =>
      needs.every((ability) => abilities.has(ability)) &&
      (lacks === undefined || !abilities.has(lacks)),
  );
}
