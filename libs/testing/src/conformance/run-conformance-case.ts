import { UpstreamClient } from 'llm-gateway/provider';
import { FakeUpstream } from '../fake-upstreams/fake-upstream.js';
import type { FakeVendor } from '../fake-upstreams/fake-vendor.js';
import type { AdapterSubject } from './adapter-subject.js';
import type { ConformanceCase } from './conformance-case.js';
import { ConformanceContext } from './conformance-context.js';

/**
 * Runs one case with a vendor, a connection pool and an adapter of its own. Rejects with what is
 * wrong. In any test runner:
 *
 *     for (const each of conformanceCasesFor(subject))
 *       test(each.name, () => runConformanceCase(each, subject));
 */
export async function runConformanceCase(
  conformanceCase: ConformanceCase,
  subject: AdapterSubject,
): Promise<void> {
  const client = new UpstreamClient();
  let context: ConformanceContext | undefined;
  const server =
    subject.vendor &&
    (await FakeUpstream.start(alterable(subject.vendor, (answer) => context!.alter(answer))));
  try {
    context = new ConformanceContext(subject, subject.create(client), server);
    await conformanceCase.run(context);
  } finally {
    await client.onApplicationShutdown();
    await server?.close();
  }
}

function alterable(vendor: FakeVendor, alter: ConformanceContext['alter']): FakeVendor {
  return { ...vendor, answer: (request, reply) => alter(vendor.answer(request, reply)) };
}
