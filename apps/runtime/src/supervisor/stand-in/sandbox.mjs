// The smallest WeCom sandbox: `node sandbox.mjs --port N --data DIR` answers the health check of the real one.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });
createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ok: true, dataDir: values.data }));
}).listen(Number(values.port), '127.0.0.1');
