import { codeBlocks } from './markdown.js';

export const GUIDE_LANGUAGES = ['python', 'typescript'] as const;
export type GuideLanguage = (typeof GUIDE_LANGUAGES)[number];

/** A step of a guide: code that is the same in each language, and what it prints. */
export interface GuideStep {
  readonly code: Readonly<Record<GuideLanguage, string>>;
  /** Absent for a step that prints nothing. */
  readonly output: string;
}

/** The steps of a document: a Python block, the TypeScript block beside it, and a `text` block with the output. */
export function guideSteps(document: string): readonly GuideStep[] {
  const steps: { code: Record<string, string>; output: string }[] = [];
  for (const { language, code } of codeBlocks(document)) {
    if (language === 'python') steps.push({ code: {}, output: '' });
    const step = steps.at(-1);
    if (!step) continue;
    if (language === 'text') step.output = code.trimEnd();
    else if (language === 'python' || language === 'typescript') {
      if (step.code[language] !== undefined)
        throw new Error(`A ${language} block has no fellow in the other language:\n${code}`);
      step.code[language] = code;
    }
  }
  return steps as unknown as readonly GuideStep[];
}
