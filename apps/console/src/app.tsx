import { useEffect, useRef } from 'preact/hooks';
import { Header } from './header.js';
import { path } from './routing/router.js';
import { routeOf } from './routing/route-of.js';

/** The frame around the pages. */
export function App() {
  const { title, page } = routeOf(path.value);
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${title} · LLM Gateway`;
    // A page that was opened by a link is announced, and Tab goes on in it.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [path.value]);
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1} aria-label={title}>
        {page}
      </main>
    </>
  );
}
