import type { Tool } from '../api/tool.js';

export function ToolBadges({ tool: { service, source, available } }: { readonly tool: Tool }) {
  return (
    <span class="badges">
      <span class={`badge dot ${available ? 'good' : 'bad'}`}>
        {available ? 'Available' : 'Resting'}
      </span>
      <span class="badge">{service}</span>
      {source !== service && <span class="badge">{source}</span>}
    </span>
  );
}
