// The load process: reads its plan from the command line, and orders from its parent.
import { SessionsClient } from '../support/sessions-client.js';
import { askPlainly } from './ask-plainly.js';
import { checkHistory } from './check-history.js';
import { Conversation } from './conversation.js';
import { FetchClient } from './fetch-client.js';
import { keepStreaming } from './keep-streaming.js';
import { LoadJournal, type Asker } from './load-journal.js';
import type { LoadOrder, LoadPlan } from './load-plan.js';
import type { LoadReport } from './load-report.js';
import { OpenAiSdkClient } from './openai-sdk-client.js';

const plan = JSON.parse(process.argv[2]!) as LoadPlan;
const journal = new LoadJournal();
const stop = new AbortController();

process.on('message', (order: LoadOrder) => {
  if (order.type === 'stop') stop.abort();
  else journal.phase = order.name;
});
process.on('disconnect', () => process.exit(1));

/** Clients by both ways in and with both clients, in turn. */
function askers(count: number): Asker[] {
  return Array.from({ length: count }, (_, index) => {
    const url = plan.urls[index % plan.urls.length]!;
    const takesSdk = Math.floor(index / plan.urls.length) % 2 > 0;
    return { url, client: takesSdk ? new OpenAiSdkClient({ url }) : new FetchClient({ url }) };
  });
}

const conversations: Conversation[] = [];
for (const asker of askers(plan.sessions)) conversations.push(await Conversation.begin(asker));
process.send!('started');

await Promise.all([
  ...askers(plan.plainClients).map((asker) => askPlainly(asker, plan, journal, stop.signal)),
  ...askers(plan.streams).map((asker) => keepStreaming(asker, plan, journal, stop.signal)),
  ...conversations.map((conversation) => conversation.talk(plan, journal, stop.signal)),
]);

const sessions = new SessionsClient({ url: plan.urls[0]! });
const wrongTurns: string[] = [];
for (const conversation of conversations)
  wrongTurns.push(...checkHistory(conversation, await sessions.history(conversation.id)));
const report: LoadReport = {
  tallies: journal.tallies,
  failures: journal.failures,
  turns: conversations.reduce((sum, { complete }) => sum + complete.length, 0),
  wrongTurns,
};
process.send!(report, () => process.exit(0));
