import { settingsOf, type Setting } from 'llm-gateway/bootstrap';
import { ModelsFile, ProvidersFile, SHIPPED_VENDORS } from 'llm-gateway/provider';
import { readAgentsSettings } from '../apps/ai-agents/src/settings/agents-settings.js';
import { knownSettings } from '../apps/gateway/src/settings/gateway-settings.js';
import { readSearchSettings } from '../apps/semantic-search/src/settings/search-settings.js';
import type { FileSchema } from './flatten-schema.js';
import { renderKeys } from './render-keys.js';
import { toolsFileSchema } from './tools-file-schema.js';

/** docs/CONFIGURATION.md: every variable and every key of the files in config/. */
export function renderConfiguration(): string {
  return `# Configuration

<!-- Generated from the settings that the code reads by \`npm run generate\`. -->

Settings come from the environment, read once at the start. A value that is wrong ends the start with
exit code 78 and one message that names each variable, what it is, and what it may be. An empty variable
counts as absent.

## The gateway

${tableOf(knownSettings())}

## Providers

A key switches its vendor on; so does a base URL where no key is needed. \`<VENDOR>_BASE_URL\` moves any
of them to another address. See [providers.md](providers.md).

| Vendor | Key | Address |
|---|---|---|
${SHIPPED_VENDORS.filter(({ alwaysOn }) => alwaysOn !== true)
  .map(
    ({ title, variablePrefix }) =>
      `| ${title} | \`${variablePrefix}_API_KEY\` | \`${variablePrefix}_BASE_URL\` |`,
  )
  .join('\n')}

## semantic-search

${tableOf(settingsOf(readSearchSettings))}

## ai-agents

${tableOf(settingsOf(readAgentsSettings))}

## config/providers.json

${renderKeys(ProvidersFile as FileSchema)}

## config/models.json

${renderKeys(ModelsFile as FileSchema)}

## config/tools.json

${renderKeys(toolsFileSchema())}
`;
}

function tableOf(settings: readonly Setting[]): string {
  const rows = settings.map(
    ({ name, fallback, about, expected }) =>
      `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${about} | ${expected} |`,
  );
  return ['| Variable | Default | | Value |', '|---|---|---|---|', ...rows].join('\n');
}
