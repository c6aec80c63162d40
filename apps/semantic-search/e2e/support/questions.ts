export interface Question {
  readonly question: string;
  /** The documents that answer it. */
  readonly sources: readonly string[];
}

/** What people ask about the gateway, in their words and not in those of its documents. */
export const QUESTIONS: readonly Question[] = [
  { question: 'How do I install and run it on my laptop?', sources: ['README.md'] },
  {
    question: 'Which environment variable changes the port?',
    sources: ['README.md', 'docs/CONFIGURATION.md'],
  },
  {
    question: 'Does it work with the official OpenAI Python library?',
    sources: ['README.md', 'docs/clients.md'],
  },
  { question: 'Where can Prometheus scrape it?', sources: ['README.md'] },
  { question: 'Can it talk to Mistral or Groq?', sources: ['docs/providers.md'] },
  {
    question: 'How do I connect our own OpenAI-compatible server?',
    sources: ['docs/providers.md'],
  },
  { question: 'What key do I set for xAI?', sources: ['docs/providers.md'] },
  {
    question: 'Can I define a short nickname for a model?',
    sources: ['docs/providers.md', 'docs/CONFIGURATION.md'],
  },
  {
    question: 'How can the bot remember what the user said earlier?',
    sources: ['docs/sessions.md'],
  },
  { question: 'How long until an idle conversation is forgotten?', sources: ['docs/sessions.md'] },
  {
    question: 'What do I need to run several replicas?',
    sources: [
      'docs/sessions.md',
      'docs/TROUBLESHOOTING.md',
      'docs/RUNBOOK.md',
      'docs/kubernetes.md',
    ],
  },
  {
    question: 'How do I send the session id from an OpenAI client?',
    sources: ['docs/sessions.md'],
  },
  { question: 'What happens when two messages arrive at once?', sources: ['docs/sessions.md'] },
  {
    question: 'What does a 429 mean and may I try again?',
    sources: ['docs/errors.md', 'docs/INTEGRATION_GUIDE.md', 'docs/TROUBLESHOOTING.md'],
  },
  {
    question: 'Why do I get request_too_large?',
    sources: ['docs/errors.md', 'docs/TROUBLESHOOTING.md'],
  },
  {
    question: 'How many requests per second can it take?',
    sources: ['docs/performance.md', 'docs/RUNBOOK.md'],
  },
  { question: 'How much latency does it add?', sources: ['docs/performance.md'] },
  { question: 'How do I fake a vendor outage in tests?', sources: ['docs/simulator.md'] },
  { question: 'Which module may depend on which?', sources: ['docs/ARCHITECTURE.md'] },
  {
    question: 'Where in the code would I add a cache around provider calls?',
    sources: ['docs/ARCHITECTURE.md'],
  },
];
