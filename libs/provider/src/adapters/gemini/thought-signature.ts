import type { ProviderMetadata, UpstreamModel } from 'llm-gateway/contracts';

/** `format` of reasoning parts whose opaque data is a Gemini thought signature. */
export const GEMINI_REASONING_FORMAT = 'google-gemini-v1';

/** Accepted in place of a signature that the history has lost (reference/protocols.md 4.1). */
export const SKIP_SIGNATURE_CHECK = 'skip_thought_signature_validator';

/** A tool call carries its signature here; on OpenAI's wire it is `extra_content.google`. */
export function toSignatureMetadata(signature: string): ProviderMetadata {
  return { google: { thought_signature: signature } };
}

export function signatureOf(metadata: ProviderMetadata | undefined): string | undefined {
  const signature = metadata?.['google']?.['thought_signature'];
  return typeof signature === 'string' && signature !== '' ? signature : undefined;
}

/**
 * True from Gemini 3 on: thinking levels, demanded thought signatures, media in function responses,
 * JSON output beside tools. A model without facts counts as new, unless its name says otherwise.
 */
export function isGemini3OrLater({ name, facts }: UpstreamModel): boolean {
  if (facts.thinking) return facts.thinking.kinds.includes('level');
  return !/(^|\/)(gemini-[12][.-]|gemini-pro(-vision)?$|gemma-)/.test(name);
}
