import type { ReasoningEffort, ThinkingFacts } from 'llm-gateway/contracts';

/**
 * OpenAI's effort as Ollama's `think` (reference/protocols.md 4.2): a boolean for models that only
 * know on and off, else one of the three levels. A model that cannot stop thinking gets the lowest
 * level for `none`. Undefined leaves the choice to the model.
 */
export function thinkOf(
  effort: ReasoningEffort | undefined,
  facts: ThinkingFacts | undefined,
): boolean | 'low' | 'medium' | 'high' | undefined {
  switch (effort) {
    case undefined:
      return undefined;
    case 'none':
      return facts?.off === 'lowest-effort' ? 'low' : false;
    default:
      if (facts && facts.kinds.includes('toggle') && !facts.kinds.includes('level')) return true;
      return levelOf(effort);
  }
}

function levelOf(effort: Exclude<ReasoningEffort, 'none'>): 'low' | 'medium' | 'high' {
  switch (effort) {
    case 'minimal':
    case 'low':
      return 'low';
    case 'medium':
      return 'medium';
    case 'high':
    case 'xhigh':
    case 'max':
      return 'high';
    default:
      return effort satisfies never;
  }
}
