import { SHIPPED_VENDORS, type VendorEntry } from 'llm-gateway/provider';

/** docs/providers.md: the vendors that the gateway ships, and how to add one. */
export function renderProviders(): string {
  return `# Providers

<!-- Generated from libs/provider/src/vendors by \`npm run generate\`. -->

A key in the environment switches its vendor on; a base URL does where no key is needed. Set
\`<VENDOR>_BASE_URL\` to use another address of the same vendor (a proxy, a private endpoint).

| Name | Vendor | Wire format | Key | Base URL | Bare model names |
|---|---|---|---|---|---|
${SHIPPED_VENDORS.map(row).join('\n')}

Any model of a configured provider is reached as \`name/model\`, for example \`openai/gpt-4o\` or
\`openrouter/anthropic/claude-sonnet-4.5\`. The bare names above also work without the prefix.

## Your own provider

A vendor that speaks OpenAI's format is an entry in \`config/providers.json\` and no code:

\`\`\`json
{
  "$schema": "./providers.schema.json",
  "providers": {
    "acme": {
      "adapter": "openai-compatible",
      "baseUrl": "https://llm.acme.example/v1",
      "keyVariable": "ACME_KEY",
      "routes": ["acme-*"],
      "deadlines": { "firstTokenMs": 20000 }
    },
    "openai": { "maximumRetries": 0 }
  }
}
\`\`\`

An entry with a shipped name overrides that vendor. \`config/models.json\` adds aliases and routes:

\`\`\`json
{
  "$schema": "./models.schema.json",
  "aliases": { "fast": "groq/llama-3.1-8b-instant" },
  "routes": [{ "match": "team-*", "provider": "acme" }]
}
\`\`\`

Both files have a JSON Schema beside them, which editors pick up.

\`quirks\` of an entry are options of its adapter; an unknown one stops the gateway at its start, with
the known ones named. \`"anthropic": { "quirks": { "promptCaching": false } }\` keeps the gateway from
setting cache markers ([sessions.md](sessions.md#prompt-caching)).
`;
}

function row(vendor: VendorEntry): string {
  const { name, title, adapter, variablePrefix, needsKey, baseUrl, routes } = vendor;
  const key = vendor.alwaysOn
    ? 'none'
    : `\`${variablePrefix}_API_KEY\`${needsKey ? '' : ' (optional)'}`;
  const address = vendor.alwaysOn ? 'built in' : (baseUrl ?? `set \`${variablePrefix}_BASE_URL\``);
  const found = vendor.detect ? ', found when it answers' : '';
  const names = routes.map((route) => `\`${route}\``).join(', ');
  return `| \`${name}\` | ${title} | ${adapter} | ${key} | ${address}${found} | ${names} |`;
}
