import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { GatewayError } from 'llm-gateway/contracts';
import { SITE_HEADERS } from './site-headers.js';

/** Vite puts a hash of the content in the name, so that a name never changes its content. */
const FOR_EVER = { maxAge: '1y', immutable: true };
/** It names the assets of one build, and must not outlive it. */
const NEVER_KEPT = { cacheControl: false, lastModified: false, etag: false };

/**
 * Serves a single-page application: its assets, and its page at every other path, so that a link into it
 * works. Expects Express's `path` parameter; files are read when they are asked for.
 */
export function serveSite(folder: string): RequestHandler {
  return (request, response, next) => {
    const [first, ...rest] = segmentsOf(request);
    const isAsset = first === 'assets';
    const file = isAsset ? `assets/${rest.join('/')}` : 'index.html';
    response.set(SITE_HEADERS);
    if (!isAsset) response.set('cache-control', 'no-store');
    const options = { root: folder, ...(isAsset ? FOR_EVER : NEVER_KEPT) };
    response.sendFile(file, options, (error?: Error) => {
      if (error) fail(request, response, next);
    });
  };
}

function segmentsOf({ params }: Request): readonly string[] {
  return [params['path'] ?? []].flat();
}

function fail(request: Request, response: Response, next: NextFunction): void {
  // The browser left, or the file broke off: half a file must not look like a whole one.
  if (response.headersSent || request.destroyed) {
    response.destroy();
    return;
  }
  response.removeHeader('cache-control');
  next(
    new GatewayError(
      'route_not_found',
      `There is no ${request.path}. If the console was not built, run: npm run build`,
    ),
  );
}
