/** What the fake Anthropic accepts for a model. Kept apart from the gateway's own table on purpose. */
export interface FakeAnthropicRules {
  readonly sampling: boolean;
  readonly adaptive: boolean;
  readonly budget: boolean;
  readonly disable: boolean;
  readonly betweenTools: boolean;
  readonly forced: boolean;
  readonly structured: boolean;
  readonly systemTurns: boolean;
  readonly prefill: boolean;
  readonly efforts: readonly string[];
  readonly maximumOutput: number;
}

const EVERYTHING: FakeAnthropicRules = {
  sampling: true,
  adaptive: true,
  budget: true,
  disable: true,
  betweenTools: true,
  forced: true,
  structured: true,
  systemTurns: true,
  prefill: true,
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  maximumOutput: Number.POSITIVE_INFINITY,
};

/** First match wins; a model that is not Claude's may do everything. */
const TABLE: readonly [pattern: RegExp, refused: Partial<FakeAnthropicRules>][] = [
  [/opus-5-5|fable-5-[12]/, { budget: false, disable: false, betweenTools: false, forced: false }],
  [/sonnet-5-5/, { budget: false, disable: false, forced: false }],
  [/haiku-5-5/, { budget: false, betweenTools: false }],
  [/opus-5/, { betweenTools: false }],
  [/fable-5/, { budget: false, disable: false, betweenTools: false }],
  [/opus-4-8/, { budget: false, betweenTools: false }],
  [/opus-4-7|sonnet-5/, { budget: false, betweenTools: false, systemTurns: false }],
];

export function fakeAnthropicRules(model: string): FakeAnthropicRules {
  if (!model.startsWith('claude-')) return EVERYTHING;
  const row = TABLE.find(([pattern]) => pattern.test(model));
  if (row)
    return { ...EVERYTHING, sampling: false, prefill: false, maximumOutput: 128_000, ...row[1] };
  if (/-4-6/.test(model))
    return {
      ...EVERYTHING,
      betweenTools: false,
      systemTurns: false,
      prefill: false,
      efforts: ['low', 'medium', 'high', 'max'],
      maximumOutput: 128_000,
    };
  const isOld = /claude-(\d|instant)/.test(model);
  const isNative = /-4-5|opus-4-1/.test(model);
  return {
    ...EVERYTHING,
    adaptive: false,
    betweenTools: false,
    budget: !isOld || model.includes('3-7'),
    disable: !isOld || model.includes('3-7'),
    structured: isNative,
    systemTurns: false,
    efforts: model.includes('opus-4-5') ? ['low', 'medium', 'high'] : [],
    maximumOutput:
      isOld && !model.includes('3-7') ? 8_192 : /opus-4(-1|-2|@|$)/.test(model) ? 32_000 : 64_000,
  };
}
