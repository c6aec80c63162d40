import { Link } from './routing/link.js';

export function NotFoundPage() {
  return (
    <div class="page">
      <h1>Not found</h1>
      <p>
        The console has no such page. <Link to="/console">Go to the playground</Link>
      </p>
    </div>
  );
}
