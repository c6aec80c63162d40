// npm run bench: measures the gateway against the floor of its runtime, and prints a table.
// The server under test has one core, the load and the upstream share the other.
import { writeFileSync } from 'node:fs';
import { requestBody } from './fixture.js';
import { SLICE_SECONDS, addedAt, compare, inTurn, median } from './in-turn.js';
import { saturate, sustain } from './load.js';
import { renderReport, type Measurements } from './report.js';
import { ServerProcess } from './server-process.js';
import { startStaticUpstream } from './static-upstream.js';

const CONNECTIONS = 32;
const STREAM_CONNECTIONS = 16;
const DELTAS = 200;
/** Until the runtime has compiled what is hot. */
const WARM_UP_SECONDS = 8;
const PLAIN = requestBody(false);
const STREAMED = requestBody(true);

const upstream = await startStaticUpstream(DELTAS);
const origin = `http://127.0.0.1:${upstream.port}`;
const startGateway = () =>
  ServerProcess.start(['dist/apps/gateway/src/main.js'], {
    LLM_GATEWAY_PORT: '0',
    LLM_GATEWAY_CONFIG_DIR: 'bench',
    LLM_GATEWAY_DATA_DIR: ':memory:',
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: `${origin}/v1`,
  });
const floor = await ServerProcess.start(['dist/bench/floor-server.js', origin]);
const gateway = await startGateway();

await saturate(floor.port, PLAIN, CONNECTIONS, WARM_UP_SECONDS);
await saturate(gateway.port, PLAIN, CONNECTIONS, WARM_UP_SECONDS);
const requestsPerSecond = (port: number) => async () => {
  const { answers, seconds } = await saturate(port, PLAIN, CONNECTIONS, SLICE_SECONDS);
  return answers.length / seconds;
};
const plain = await inTurn(requestsPerSecond(floor.port), requestsPerSecond(gateway.port));

const rate = median(plain.map(([, through]) => through)) / 3;
const latencies = (port: number) => async () =>
  (await sustain(port, PLAIN, rate, SLICE_SECONDS)).map((answer) => answer.totalMs);
const latency = await inTurn(latencies(upstream.port), latencies(gateway.port));

await saturate(floor.port, STREAMED, STREAM_CONNECTIONS, WARM_UP_SECONDS);
await saturate(gateway.port, STREAMED, STREAM_CONNECTIONS, WARM_UP_SECONDS);
const events = DELTAS + 4;
const eventsPerSecond = (port: number) => async () => {
  const { answers, seconds } = await saturate(port, STREAMED, STREAM_CONNECTIONS, SLICE_SECONDS);
  return (answers.length * events) / seconds;
};
const streamed = await inTurn(eventsPerSecond(floor.port), eventsPerSecond(gateway.port));

const streamRate = median(streamed.map(([, through]) => through)) / events / 3;
const firstTokens = (port: number) => async () =>
  (await sustain(port, STREAMED, streamRate, SLICE_SECONDS)).map((answer) => answer.firstMs);
const firstToken = await inTurn(firstTokens(upstream.port), firstTokens(gateway.port));

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
  requests: compare(plain),
  events: compare(streamed),
  rate,
  addedP50: addedAt(latency, 0.5),
  addedP99: addedAt(latency, 0.99),
  addedFirstToken: addedAt(firstToken, 0.5),
  megabytes,
  startMs: median(starts),
};
const report = renderReport(measurements);
console.log(report);
const target = process.argv[2];
if (target !== undefined) writeFileSync(target, report);
process.exit(0);
