import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** Serves until a signal ends it, and prints the address. A port of 0 takes a free one. */
export async function listen(
  app: NestExpressApplication,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  app.enableShutdownHooks();
  await app.listen(port, host);
  const { port: taken } = app.getHttpServer().address() as AddressInfo;
  process.stdout.write(`Listening on http://localhost:${taken}\n`);
}
