// The image's health check, for any of the services: asks /health, exits with 1 unless it says 200.
const { APP, LLM_GATEWAY_PORT, SEARCH_PORT, AGENTS_PORT } = process.env;
const ports = {
  gateway: LLM_GATEWAY_PORT,
  'semantic-search': SEARCH_PORT,
  'ai-agents': AGENTS_PORT,
};
const { ok, status } = await fetch(`http://127.0.0.1:${ports[APP]}/health`);
console.log(`/health answered ${status}`);
process.exitCode = ok ? 0 : 1;
