const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * May this page use the MCP endpoint? Only browsers send an `Origin`. A page of the very machine may,
 * if it calls the gateway by the same host name; that the names are equal is not enough elsewhere,
 * since a hostile page can have its own name resolved to the gateway's address (DNS rebinding).
 * MCP 2026-07-28, Streamable HTTP: servers MUST validate `Origin`.
 */
export function isOriginAllowed(
  { origin, host }: { readonly origin?: string | undefined; readonly host?: string | undefined },
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes(origin)) return true;
  const page = hostnameOf(origin);
  return page !== undefined && LOOPBACK.has(page) && page === hostnameOf(`http://${host}`);
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
