/**
 * Fields of OpenAI's chat format (reference/protocols.md 1.1) that vendors which took the format up do
 * not honour: they ignore them in silence or refuse the request. Left out of requests and reported.
 */
export const OPENAI_ONLY_FIELDS: readonly string[] = [
  'moderation',
  'prediction',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'safety_identifier',
  'store',
  'metadata',
  'verbosity',
  'web_search_options',
];
