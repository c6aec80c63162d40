import { useState } from 'preact/hooks';
import { listTools } from '../api/tool.js';
import { FailureNotice } from '../components/failure-notice.js';
import { useResource } from '../components/use-resource.js';
import { ToolCard } from './tool-card.js';

/** The registry, by name or description. */
export function ToolsPage() {
  const { value: tools, failure } = useResource(listTools);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = tools?.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(wanted),
  );
  return (
    <div class="page">
      <div class="page-head">
        <h1>Tools</h1>
        <input
          class="end"
          type="search"
          aria-label="Find a tool"
          placeholder="Find a tool"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <p class="hint">What a model may ask for, and where it runs. Open one to try it.</p>
      {failure && <FailureNotice failure={failure} />}
      {found?.length === 0 && (
        <p class="empty">{wanted === '' ? 'This gateway has no tools.' : 'No tool fits.'}</p>
      )}
      <ul class="cards">
        {found?.map((tool) => (
          <ToolCard key={tool.name} tool={tool} />
        ))}
      </ul>
    </div>
  );
}
