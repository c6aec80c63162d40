// npm run bench: measures the gateway against the floor of its runtime, and prints a table.
// The server under test has one core, the load and the upstream share the other.
import { writeFileSync } from 'node:fs';
import { requestBody } from './fixture.js';
import { percentile, saturate, sustain, type LoadResult } from './load.js';
import { renderReport, type Measurements } from './report.js';
import { ServerProcess } from './server-process.js';
import { startStaticUpstream } from './static-upstream.js';

const CONNECTIONS = 32;
const STREAM_CONNECTIONS = 16;
const DELTAS = 200;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 4);
/** Until the runtime has compiled what is hot. */
const WARM_UP_SECONDS = 5;
const PLAIN = requestBody(false);
const STREAMED = requestBody(true);

const upstream = await startStaticUpstream(DELTAS);
const origin = `http://127.0.0.1:${upstream.port}`;
const startGateway = () =>
  ServerProcess.start(['dist/apps/gateway/src/main.js'], {
    LLM_GATEWAY_PORT: '0',
    LLM_GATEWAY_CONFIG_DIR: 'bench/no-config',
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: `${origin}/v1`,
  });
const floor = await ServerProcess.start(['dist/bench/floor-server.js', origin]);
const gateway = await startGateway();

await saturate(floor.port, PLAIN, CONNECTIONS, WARM_UP_SECONDS);
await saturate(gateway.port, PLAIN, CONNECTIONS, WARM_UP_SECONDS);
const plain = await alternate(
  PLAIN,
  CONNECTIONS,
  (result) => result.answers.length / result.seconds,
);

const rate = plain.gateway / 3;
const direct = await sustain(upstream.port, PLAIN, rate, SECONDS);
await sustain(gateway.port, PLAIN, rate, 1);
const through = await sustain(gateway.port, PLAIN, rate, SECONDS);

await saturate(floor.port, STREAMED, STREAM_CONNECTIONS, WARM_UP_SECONDS);
await saturate(gateway.port, STREAMED, STREAM_CONNECTIONS, WARM_UP_SECONDS);
const events = DELTAS + 4;
const streamed = await alternate(
  STREAMED,
  STREAM_CONNECTIONS,
  (result) => (result.answers.length * events) / result.seconds,
);
const streamRate = Math.max(5, streamed.gateway / events / 10);
const directStreams = await sustain(upstream.port, STREAMED, streamRate, SECONDS);
const throughStreams = await sustain(gateway.port, STREAMED, streamRate, SECONDS);

const megabytes = gateway.residentMegabytes;
await gateway.stop();
await floor.stop();
const starts: number[] = [];
for (let start = 0; start < 3; start++) {
  const again = await startGateway();
  starts.push(again.startMs);
  await again.stop();
}
upstream.close();

const measurements: Measurements = {
  floorRequests: plain.floor,
  gatewayRequests: plain.gateway,
  floorEvents: streamed.floor,
  gatewayEvents: streamed.gateway,
  rate,
  addedP50: added(direct, through, 'totalMs', 0.5),
  addedP99: added(direct, through, 'totalMs', 0.99),
  addedFirstToken: added(directStreams, throughStreams, 'firstMs', 0.5),
  megabytes,
  startMs: percentile(starts, 0.5),
};
const report = renderReport(measurements);
console.log(report);
const target = process.argv[2];
if (target !== undefined) writeFileSync(target, report);
process.exit(0);

/** Both servers in turn, so that whatever else the machine does meets both; the median round. */
async function alternate(
  body: string,
  connections: number,
  score: (result: LoadResult) => number,
): Promise<{ floor: number; gateway: number }> {
  const scores: { floor: number; gateway: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    scores.push({
      floor: score(await saturate(floor.port, body, connections, SECONDS)),
      gateway: score(await saturate(gateway.port, body, connections, SECONDS)),
    });
  return {
    floor: percentile(
      scores.map((each) => each.floor),
      0.5,
    ),
    gateway: percentile(
      scores.map((each) => each.gateway),
      0.5,
    ),
  };
}

function added(
  before: LoadResult['answers'],
  after: LoadResult['answers'],
  field: 'firstMs' | 'totalMs',
  share: number,
): number {
  const of = (answers: LoadResult['answers']) =>
    percentile(
      answers.map((answer) => answer[field]),
      share,
    );
  return of(after) - of(before);
}
