import type { Tool } from '../api/tool.js';
import { Link } from '../routing/link.js';
import { ToolBadges } from './tool-badges.js';

export function ToolCard({ tool }: { readonly tool: Tool }) {
  const { name, description } = tool;
  return (
    <li>
      <Link class="card tool-card" to={`/console/tools/${encodeURIComponent(name)}`}>
        <code class="tool-name">{name}</code>
        <p>{description}</p>
        <ToolBadges tool={tool} />
      </Link>
    </li>
  );
}
