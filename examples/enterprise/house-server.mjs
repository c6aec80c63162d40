// node examples/enterprise/house-server.mjs: a stand-in for the house's own inference server.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const server = createServer(async (request, response) => {
  const { status, body } =
    request.url === '/status' ? { status: 200, body: {} } : answer(request, await json(request));
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

function answer({ url }, { model, turns, limit = 100 }) {
  if (url !== '/generate') return { status: 404, body: { problem: `no path ${url}` } };
  if (model !== 'clerk') return { status: 404, body: { problem: `no model '${model}'` } };
  const words = `You said: ${turns.at(-1).text}`.split(' ');
  const reply = words.slice(0, limit).join(' ');
  const tokensIn = turns.flatMap(({ text }) => text.split(' ')).length;
  const tokensOut = Math.min(words.length, limit);
  const complete = words.length <= limit;
  return { status: 200, body: { reply, complete, tokens_in: tokensIn, tokens_out: tokensOut } };
}

server.listen(process.argv[2] ?? 9000, () => {
  process.stdout.write(`House server on http://localhost:${server.address().port}\n`);
});
