export interface Question {
  readonly question: string;
  /** The document that answers it. */
  readonly source: string;
}

/** What people ask about the gateway, in their words and not in those of its documents. */
export const QUESTIONS: readonly Question[] = [
  { question: 'How do I install and run it on my laptop?', source: 'README.md' },
  { question: 'Which environment variable changes the port?', source: 'README.md' },
  { question: 'Does it work with the official OpenAI Python library?', source: 'README.md' },
  { question: 'Where can Prometheus scrape it?', source: 'README.md' },
  { question: 'Can it talk to Mistral or Groq?', source: 'docs/providers.md' },
  { question: 'How do I connect our own OpenAI-compatible server?', source: 'docs/providers.md' },
  { question: 'What key do I set for xAI?', source: 'docs/providers.md' },
  { question: 'Can I define a short nickname for a model?', source: 'docs/providers.md' },
  { question: 'How can the bot remember what the user said earlier?', source: 'docs/sessions.md' },
  { question: 'How long until an idle conversation is forgotten?', source: 'docs/sessions.md' },
  { question: 'What do I need to run several replicas?', source: 'docs/sessions.md' },
  { question: 'How do I send the session id from an OpenAI client?', source: 'docs/sessions.md' },
  { question: 'What happens when two messages arrive at once?', source: 'docs/sessions.md' },
  { question: 'What does a 429 mean and may I try again?', source: 'docs/errors.md' },
  { question: 'Why do I get request_too_large?', source: 'docs/errors.md' },
  { question: 'How many requests per second can it take?', source: 'docs/performance.md' },
  { question: 'How much latency does it add?', source: 'docs/performance.md' },
  { question: 'How do I fake a vendor outage in tests?', source: 'docs/simulator.md' },
  { question: 'Which module may depend on which?', source: 'docs/ARCHITECTURE.md' },
  {
    question: 'Where in the code would I add a cache around provider calls?',
    source: 'docs/ARCHITECTURE.md',
  },
];
