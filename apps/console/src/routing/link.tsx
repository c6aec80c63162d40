import type { ComponentChildren } from 'preact';
import { navigate } from './router.js';

interface LinkProperties {
  readonly to: string;
  readonly class?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-current'?: 'page' | undefined;
  readonly children: ComponentChildren;
}

/** A link within the console. With a modifier key the browser opens it, as any other. */
export function Link({ to, ...attributes }: LinkProperties) {
  return (
    <a
      {...attributes}
      href={to}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(to);
      }}
    />
  );
}
