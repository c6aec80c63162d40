import { ApiKeyDialog } from './api-key-dialog.js';
import { Link } from './routing/link.js';
import { SECTIONS, sectionOf } from './routing/route-of.js';
import { path } from './routing/router.js';
import { StatusPill } from './status/status-pill.js';
import icon from './icon.svg';

export function Header() {
  const current = sectionOf(path.value);
  return (
    <header class="header">
      <Link class="brand" to="/console">
        <img src={icon} alt="" width={26} height={26} />
        LLM Gateway
      </Link>
      <nav class="tabs" aria-label="Pages">
        {SECTIONS.map(({ to, title }) => (
          <Link key={to} to={to} aria-current={to === current ? 'page' : undefined}>
            {title}
          </Link>
        ))}
      </nav>
      <div class="header-end">
        <StatusPill />
        <ApiKeyDialog />
      </div>
    </header>
  );
}
