import type { Request } from 'express';
import { GatewayError } from 'llm-gateway/contracts';

/** The parts of Express's router that tell which routes there are. */
interface RouteLayer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * The HTTP methods that a path takes; none for a path that no route has. A route with just this path
 * counts before one with a parameter in its place.
 */
function allowedMethods({ app, path }: Request): string[] {
  const { stack } = (app as unknown as { router: { stack: readonly RouteLayer[] } }).router;
  const routes = stack.flatMap((layer) => (layer.route && layer.match(path) ? [layer.route] : []));
  const exact = routes.filter((route) => route.path === path);
  const methods = (exact.length > 0 ? exact : routes).flatMap((route) =>
    Object.keys(route.methods),
  );
  return [...new Set(methods)].map((method) => method.toUpperCase());
}

/** A path that exists under another method is 405, with the methods that it takes. */
export function refineNotFound(error: GatewayError, request: Request): GatewayError {
  if (error.code !== 'route_not_found') return error;
  const methods = allowedMethods(request);
  // What is missing then is not the route, but what it was to find.
  const isTaken = methods.includes(request.method === 'HEAD' ? 'GET' : request.method);
  if (methods.length === 0 || isTaken) return error;
  const allow = methods.join(', ');
  return new GatewayError(
    'method_not_allowed',
    `${request.path} does not take ${request.method}. It takes ${allow}.`,
    { headers: { allow } },
  );
}
