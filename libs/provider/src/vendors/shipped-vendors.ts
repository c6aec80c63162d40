import { anthropic } from './anthropic.vendor.js';
import { azure } from './azure.vendor.js';
import { deepseek } from './deepseek.vendor.js';
import { fireworks } from './fireworks.vendor.js';
import { gemini } from './gemini.vendor.js';
import { groq } from './groq.vendor.js';
import { llamaCpp } from './llama-cpp.vendor.js';
import { lmStudio } from './lm-studio.vendor.js';
import { mistral } from './mistral.vendor.js';
import { ollama } from './ollama.vendor.js';
import { openai } from './openai.vendor.js';
import { openrouter } from './openrouter.vendor.js';
import { perplexity } from './perplexity.vendor.js';
import { simulator } from './simulator.vendor.js';
import { together } from './together.vendor.js';
import type { VendorEntry } from './vendor-entry.js';
import { vllm } from './vllm.vendor.js';
import { xai } from './xai.vendor.js';

/** The vendors that every gateway knows, in the order in which their routes are tried. */
export const SHIPPED_VENDORS: readonly VendorEntry[] = [
  openai,
  anthropic,
  gemini,
  mistral,
  deepseek,
  xai,
  groq,
  openrouter,
  perplexity,
  together,
  fireworks,
  azure,
  ollama,
  vllm,
  lmStudio,
  llamaCpp,
  simulator,
];
