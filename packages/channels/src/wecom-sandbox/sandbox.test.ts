import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCallbackCrypto } from '../wecom/callback-crypto.ts';
import { parseCallbackEvent } from '../wecom/callback-event.ts';
import { createWecomKf } from '../wecom/kf-channel.ts';
import { START, type TestSandbox, testFolder, testSandbox } from './sandbox-fixture.ts';

const PATIENT = 'wmTestPatient01';
const SECRETS = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  corpId: 'wx5823bf96d3bd56c7',
};

const connect = (sandbox: TestSandbox) =>
  createWecomKf({ baseUrl: sandbox.url, corpId: 'ww1', secret: 's', openKfId: 'wkTest' }, () => sandbox.clock.now);

async function readStream(sandbox: TestSandbox, headers: Record<string, string>, until: string): Promise<string> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${sandbox.url}/__sandbox/events`, { headers, signal: stop.signal });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes(until)) break;
  }
  return text;
}

describe('the vendor side', () => {
  it('answers errors with HTTP 200 and an unknown path with an empty 404', async () => {
    const sandbox = await testSandbox();
    const noToken = await fetch(`${sandbox.url}/cgi-bin/kf/send_msg`, { method: 'POST', body: '{}' });
    expect([noToken.status, await noToken.json()]).toMatchObject([200, { errcode: 41001 }]);
    const unknown = await fetch(`${sandbox.url}/cgi-bin/nothing`);
    expect([unknown.status, await unknown.text()]).toEqual([404, '']);
  });

  it('reads the token from the query only', async () => {
    const sandbox = await testSandbox();
    const given = await fetch(`${sandbox.url}/cgi-bin/gettoken?corpid=a&corpsecret=b`);
    const { access_token } = (await given.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}` };
    const answer = await fetch(`${sandbox.url}/cgi-bin/kf/sync_msg`, { method: 'POST', headers, body: '{}' });
    expect(await answer.json()).toMatchObject({ errcode: 41001, msg_list: [] });
  });

  it('refuses a token after its time', async () => {
    const sandbox = await testSandbox();
    await sandbox.control('PUT', 'config', { tokenLifeS: 60 });
    const given = await fetch(`${sandbox.url}/cgi-bin/gettoken?corpid=a&corpsecret=b`);
    const { access_token } = (await given.json()) as { access_token: string };
    sandbox.clock.now += 60_000;
    const url = `${sandbox.url}/cgi-bin/kf/send_msg?access_token=${access_token}`;
    const answer = await fetch(url, { method: 'POST', body: '{}' });
    expect(await answer.json()).toMatchObject({ errcode: 42001 });
  });

  it('records every request with its time, path and digest, without the token', async () => {
    const sandbox = await testSandbox();
    const body = JSON.stringify({ touser: PATIENT, msgid: 'm1', text: { content: '你好' } });
    await fetch(`${sandbox.url}/cgi-bin/kf/send_msg?access_token=wrong`, { method: 'POST', body });
    const { requests } = (await sandbox.control('GET', 'requests')).body as { requests: object[] };
    expect(requests).toEqual([
      {
        type: 'request',
        seq: 1,
        at: START,
        method: 'POST',
        path: '/cgi-bin/kf/send_msg',
        bodySha256: createHash('sha256').update(body).digest('hex'),
        status: 200,
        errcode: 40014,
        accepted: false,
        message: { msgid: 'm1', touser: PATIENT, openKfId: '', text: '你好' },
      },
    ]);
    expect((await sandbox.control('GET', 'requests?after=1')).body).toEqual({ requests: [], more: false });
  });

  it('records a body that is too large to read', async () => {
    const sandbox = await testSandbox();
    const answer = await fetch(`${sandbox.url}/cgi-bin/kf/send_msg`, { method: 'POST', body: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
    expect((await sandbox.control('GET', 'requests')).body).toMatchObject({
      requests: [{ status: 413, bodySha256: null }],
    });
  });
});

describe('the control plane', () => {
  it('says what is wrong with an input, with a stable code', async () => {
    const sandbox = await testSandbox();
    const wrong = await sandbox.control('PUT', 'config', { callbackUrl: 'https://example.com/callback', nonsense: 1 });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'bad-input' } });
    expect(await sandbox.control('PUT', 'patients/somebody', { name: 'x' })).toMatchObject({ status: 422 });
    expect(await sandbox.control('POST', 'patients/wmNobody/reply', { text: 'x' })).toMatchObject({
      status: 404,
      body: { code: 'patient-unknown' },
    });
    const put = (body: string, type = 'application/json') =>
      fetch(`${sandbox.url}/__sandbox/config`, { method: 'PUT', body, headers: { 'content-type': type } });
    expect(await (await put('{')).json()).toMatchObject({ code: 'bad-json' });
    expect(await (await put('x', 'text/plain')).json()).toMatchObject({ code: 'not-json' });
    expect(await (await put(JSON.stringify({ token: 'x'.repeat(1_100_000) }))).json()).toMatchObject({
      code: 'body-too-large',
    });
  });

  it('sends an encrypted callback for a reply, tries again, and keeps the reply for sync_msg', async () => {
    const sandbox = await testSandbox();
    const crypto = createCallbackCrypto({ ...SECRETS, receiveId: SECRETS.corpId });
    const opened: string[] = [];
    let calls = 0;
    const receiver = createServer(async (request, response) => {
      calls++;
      let body = '';
      for await (const chunk of request) body += chunk;
      const query = Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams);
      const result = crypto.openEvent(query, body);
      if (result.ok) opened.push(result.plaintext);
      response.writeHead(calls === 1 ? 503 : 200).end();
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    onTestFinished(() => void receiver.close().closeAllConnections());
    const callbackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/callback`;
    await sandbox.control('PUT', 'config', { ...SECRETS, callbackUrl });
    await sandbox.control('PUT', `patients/${PATIENT}`, { name: '陈女士', kfid: 'wkTest' });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '有一点恶心' });
    await vi.waitFor(() => expect(opened).toHaveLength(2), { timeout: 10_000 });
    const event = parseCallbackEvent(opened[1] ?? '');
    expect(event).toMatchObject({ kind: 'kf-message', openKfId: 'wkTest' });
    const token = event?.kind === 'kf-message' ? event.token : '';
    const client = createWecomKf({ baseUrl: sandbox.url, corpId: SECRETS.corpId, secret: 's', openKfId: 'wkTest' });
    expect((await client.pull(undefined, token)).messages).toMatchObject([{ text: '有一点恶心' }]);
  });

  it('streams what happens and goes on after the last event id', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await channel.send({ key: 'a', to: PATIENT, text: 'first' });
    await channel.send({ key: 'b', to: PATIENT, text: 'second' });
    const all = await readStream(sandbox, { 'last-event-id': '0' }, 'second');
    expect(all.match(/^event: message$/gm)).toHaveLength(2);
    const seq = /id: (\d+)\nevent: message\ndata: .*first/.exec(all)?.[1] ?? '';
    const rest = await readStream(sandbox, { 'last-event-id': seq }, 'second');
    expect(rest).not.toContain('first');
  });

  it('keeps its settings and chats over a restart', async () => {
    const dataDir = await testFolder();
    const before = await testSandbox({ dataDir });
    await before.control('PUT', 'config', { orgName: '安禾健康' });
    await before.control('PUT', `patients/${PATIENT}`, { name: '陈女士' });
    await connect(before).send({ key: 'a', to: PATIENT, text: 'hello' });
    await before.close();
    const after = await testSandbox({ dataDir });
    expect((await after.control('GET', 'patients')).body).toMatchObject({
      account: { org: '安禾健康' },
      patients: [{ id: PATIENT, name: '陈女士', last: { text: 'hello' } }],
    });
  });
});

describe('the page', () => {
  it('forbids every script but its own files, so that HTML in a message cannot run', async () => {
    const sandbox = await testSandbox();
    const page = await fetch(sandbox.url);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/);
  });

  it('serves its own files and nothing else of the folder above', async () => {
    const sandbox = await testSandbox();
    expect((await fetch(`${sandbox.url}/page/app.js`)).status).toBe(200);
    expect((await fetch(`${sandbox.url}/page/..%2Fserver.ts`)).status).toBe(404);
  });
});
