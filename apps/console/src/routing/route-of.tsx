import type { ComponentChild } from 'preact';
import { NotFoundPage } from '../not-found-page.js';
import { PlaygroundPage } from '../playground/playground-page.js';
import { SessionPage } from '../sessions/session-page.js';
import { SessionsPage } from '../sessions/sessions-page.js';
import { StatusPage } from '../status/status-page.js';
import { ToolPage } from '../tools/tool-page.js';
import { ToolsPage } from '../tools/tools-page.js';

export const SECTIONS = [
  { to: '/console', title: 'Playground' },
  { to: '/console/sessions', title: 'Sessions' },
  { to: '/console/tools', title: 'Tools' },
  { to: '/console/status', title: 'Status' },
] as const;

export interface Route {
  readonly title: string;
  readonly page: ComponentChild;
}

export function routeOf(path: string): Route {
  const [section = '', name = '', ...rest] = segmentsOf(path);
  if (rest.length > 0) return NOT_FOUND;
  switch (section) {
    case '':
      return { title: 'Playground', page: <PlaygroundPage /> };
    case 'sessions':
      if (name === '') return { title: 'Sessions', page: <SessionsPage /> };
      return { title: 'Session', page: <SessionPage key={name} id={name} /> };
    case 'tools':
      if (name === '') return { title: 'Tools', page: <ToolsPage /> };
      return { title: name, page: <ToolPage key={name} name={name} /> };
    case 'status':
      return name === '' ? { title: 'Status', page: <StatusPage /> } : NOT_FOUND;
    default:
      return NOT_FOUND;
  }
}

/** The section that a path belongs to. */
export function sectionOf(path: string): string {
  const [section = ''] = segmentsOf(path);
  return section === '' ? '/console' : `/console/${section}`;
}

const NOT_FOUND: Route = { title: 'Not found', page: <NotFoundPage /> };

function segmentsOf(path: string): readonly string[] {
  return path
    .replace(/^\/console\/?/, '')
    .replace(/\/$/, '')
    .split('/')
    .map(decodeURIComponent);
}
