import { retrieveTool } from '../api/tool.js';
import { FailureNotice } from '../components/failure-notice.js';
import { useResource } from '../components/use-resource.js';
import { Link } from '../routing/link.js';
import { ToolBadges } from './tool-badges.js';
import { ToolRunner } from './tool-runner.js';

/** One tool, to be read and run. */
export function ToolPage({ name }: { readonly name: string }) {
  const { value: tool, failure } = useResource(() => retrieveTool(name));
  return (
    <div class="page">
      <Link class="back" to="/console/tools">
        ← All tools
      </Link>
      <div class="page-head">
        <h1 class="code-title">{name}</h1>
        {tool && <ToolBadges tool={tool} />}
      </div>
      {failure && <FailureNotice failure={failure} />}
      {tool && (
        <>
          <p class="text">{tool.description}</p>
          <ToolRunner tool={tool} />
        </>
      )}
    </div>
  );
}
