import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChannelPullError } from '../channel.ts';
import { type TestSandbox, testSandbox } from '../wecom-sandbox/sandbox-fixture.ts';
import { createWecomKf, type WecomKfConfig } from './kf-channel.ts';
import { kfMessageId } from './message-id.ts';

const PATIENT = 'wmTestPatient01';
const HOUR = 3_600_000;

const connect = (sandbox: TestSandbox, extra: Partial<WecomKfConfig> = {}) =>
  createWecomKf(
    { baseUrl: sandbox.url, corpId: 'ww1', secret: 's', openKfId: 'wkTest', timeoutMs: 2_000, ...extra },
    () => sandbox.clock.now,
  );
const message = (key: string, text = '您好，今天感觉怎么样？') => ({ key, to: PATIENT, text });

type SentBubble = { msgid: string; text: string; copy: number };
async function bubbles(sandbox: TestSandbox): Promise<SentBubble[]> {
  return (await sandbox.control<{ messages: SentBubble[] }>('GET', `messages?patient=${PATIENT}`)).body.messages;
}
async function paths(sandbox: TestSandbox): Promise<string[]> {
  const { body } = await sandbox.control<{ requests: { path: string }[] }>('GET', 'requests');
  return body.requests.map(({ path }) => path);
}

describe('sending through 微信客服', () => {
  it('delivers a text under the id derived from its key', async () => {
    const sandbox = await testSandbox();
    const sent = await connect(sandbox).send(message('run/node/1'));
    expect(sent).toEqual({ state: 'accepted', vendorId: kfMessageId('run/node/1') });
    expect(await bubbles(sandbox)).toMatchObject([
      { msgid: kfMessageId('run/node/1'), text: '您好，今天感觉怎么样？' },
    ]);
  });

  it('fetches one token for many messages sent at once', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await Promise.all(['a', 'b', 'c', 'd'].map((key) => channel.send(message(key))));
    expect((await paths(sandbox)).filter((path) => path === '/cgi-bin/gettoken')).toHaveLength(1);
  });

  it.each([42001, 40014])(
    'renews the token once when WeCom refuses it with %i, and repeats the message',
    async (errcode) => {
      const sandbox = await testSandbox();
      await sandbox.control('PUT', 'config', { failNext: { path: '/cgi-bin/kf/send_msg', errcode, times: 1 } });
      expect((await connect(sandbox).send(message('k'))).state).toBe('accepted');
      expect(await paths(sandbox)).toEqual([
        '/cgi-bin/gettoken',
        '/cgi-bin/kf/send_msg',
        '/cgi-bin/gettoken',
        '/cgi-bin/kf/send_msg',
      ]);
      expect(await bubbles(sandbox)).toHaveLength(1);
    },
  );

  it('does not go round in circles when the fresh token is refused too', async () => {
    const sandbox = await testSandbox();
    await sandbox.control('PUT', 'config', { failNext: { path: '/cgi-bin/kf/send_msg', errcode: 40014, times: 9 } });
    expect(await connect(sandbox).send(message('k'))).toMatchObject({
      state: 'failed',
      code: 'wecom-40014',
      retryable: true,
    });
    expect(await paths(sandbox)).toHaveLength(4);
  });

  it('replaces a token that ran out before it is used again', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await channel.send(message('a'));
    sandbox.clock.now += 2 * HOUR;
    expect((await channel.send(message('b'))).state).toBe('accepted');
    expect((await paths(sandbox)).filter((path) => path === '/cgi-bin/gettoken')).toHaveLength(2);
  });

  it('stays silent after a wrong corp or secret, since repeating it gets the IP address blocked', async () => {
    const sandbox = await testSandbox();
    await sandbox.control('PUT', 'config', { failNext: { path: '/cgi-bin/gettoken', errcode: 40001, times: 9 } });
    const channel = connect(sandbox);
    const refused = { state: 'failed', code: 'token-wecom-40001', retryable: false };
    expect(await channel.send(message('a'))).toEqual(refused);
    expect(await channel.send(message('b'))).toEqual(refused);
    expect(await paths(sandbox)).toEqual(['/cgi-bin/gettoken']);
  });

  it('is unknown when the connection breaks after WeCom accepted, and the retry shows whether it was doubled', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await sandbox.control('PUT', 'config', { dropAfterAccept: 1 });
    expect((await channel.send(message('k'))).state).toBe('unknown');
    expect(await bubbles(sandbox)).toHaveLength(1);
    await channel.send(message('k'));
    expect(await bubbles(sandbox)).toMatchObject([{ copy: 1 }, { copy: 2 }]);
  });

  it('takes the refusal of a repeated id for what it is: accepted before', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await sandbox.control('PUT', 'config', { onDuplicate: 'refuse', dropAfterAccept: 1 });
    expect((await channel.send(message('k'))).state).toBe('unknown');
    expect(await channel.send(message('k'))).toEqual({ state: 'accepted', vendorId: kfMessageId('k') });
    expect(await bubbles(sandbox)).toHaveLength(1);
  });

  it('is unknown when the answer comes too late', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox, { timeoutMs: 1_500 });
    await channel.send(message('a'));
    await sandbox.control('PUT', 'config', { delayMs: 60_000 });
    expect(await channel.send(message('b'))).toEqual({ state: 'unknown', code: 'network-timeout' });
    expect(await bubbles(sandbox)).toHaveLength(2);
  });

  it('is certainly not sent when nobody answers at all', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await channel.send(message('a'));
    await sandbox.close();
    expect(await channel.send(message('b'))).toMatchObject({ state: 'failed', retryable: true });
  });

  it('counts bytes, not characters: 2048 pass, 2049 never leave', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    expect((await channel.send(message('a', `${'药'.repeat(682)}ab`))).state).toBe('accepted');
    const tooLong = await channel.send(message('b', '药'.repeat(683)));
    expect(tooLong).toEqual({ state: 'failed', code: 'text-too-long', retryable: false });
    expect(await bubbles(sandbox)).toHaveLength(1);
  });

  it('refuses an address that is no patient of WeCom', async () => {
    const sandbox = await testSandbox();
    const sent = await connect(sandbox).send({ key: 'k', to: 'somebody', text: 'x' });
    expect(sent).toEqual({ state: 'failed', code: 'wecom-40096', retryable: false });
  });
});

describe('the 48 h / 5 messages rule, when enforced', () => {
  it('lets nothing out before the patient wrote, then five messages, then none', async () => {
    const sandbox = await testSandbox({ kfWindow: true });
    const channel = connect(sandbox);
    await sandbox.control('PUT', `patients/${PATIENT}`, { name: '陈女士' });
    expect(await channel.send(message('0'))).toMatchObject({ state: 'failed', code: 'wecom-95002' });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '您好' });
    for (const key of ['1', '2', '3', '4', '5']) expect((await channel.send(message(key))).state).toBe('accepted');
    expect(await channel.send(message('6'))).toEqual({ state: 'failed', code: 'wecom-95001', retryable: false });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '在' });
    expect((await channel.send(message('7'))).state).toBe('accepted');
    sandbox.clock.now += 48 * HOUR + 1;
    expect(await channel.send(message('8'))).toMatchObject({ state: 'failed', code: 'wecom-95002' });
  });
});

describe('pulling replies', () => {
  it('brings texts and menu taps in order and goes on from the cursor', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await sandbox.control('PUT', `patients/${PATIENT}`, { name: '陈女士', kfid: 'wkTest' });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '3 比较重' });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '满意', menuId: '101' });
    const first = await channel.pull(undefined);
    expect(first.messages).toMatchObject([
      { from: PATIENT, kind: 'text', text: '3 比较重', at: sandbox.clock.now },
      { from: PATIENT, kind: 'menu', text: '满意', menuId: '101' },
    ]);
    expect(await channel.pull(first.cursor)).toMatchObject({ messages: [], cursor: first.cursor });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '好了' });
    expect((await channel.pull(first.cursor)).messages).toMatchObject([{ text: '好了' }]);
  });

  it('reads on over empty pages while WeCom says there is more', async () => {
    const sandbox = await testSandbox();
    await sandbox.control('PUT', 'patients/wmOther', { name: '他人', kfid: 'wkOther' });
    await sandbox.control('PUT', `patients/${PATIENT}`, { name: '陈女士', kfid: 'wkTest' });
    for (const text of ['1', '2', '3']) await sandbox.control('POST', 'patients/wmOther/reply', { text });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '有人吗' });
    const pulled = await connect(sandbox, { pageSize: 1 }).pull(undefined);
    expect(pulled.messages).toMatchObject([{ text: '有人吗' }]);
    expect((await paths(sandbox)).filter((path) => path.endsWith('sync_msg'))).toHaveLength(4);
  });

  it('drops a callback token that ran out and reads without it', async () => {
    const sandbox = await testSandbox();
    await sandbox.control('PUT', `patients/${PATIENT}`, { name: '陈女士', kfid: 'wkTest' });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '有人吗' });
    expect((await connect(sandbox).pull(undefined, 'stale')).messages).toHaveLength(1);
  });

  it('does not return what WeCom no longer keeps after three days', async () => {
    const sandbox = await testSandbox();
    await sandbox.control('PUT', `patients/${PATIENT}`, { name: '陈女士', kfid: 'wkTest' });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '有人吗' });
    sandbox.clock.now += 72 * HOUR + 1;
    expect((await connect(sandbox).pull(undefined)).messages).toEqual([]);
  });

  it('tells which accepted message the patient never got, and why', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await channel.send(message('k'));
    await sandbox.control('POST', `patients/${PATIENT}/undelivered`, { msgid: kfMessageId('k'), failType: 10 });
    const { failures } = await channel.pull(undefined);
    expect(failures).toEqual([{ vendorId: kfMessageId('k'), reason: 'refused-by-patient' }]);
  });

  it('throws with a code when nothing could be read', async () => {
    const sandbox = await testSandbox();
    await sandbox.control('PUT', 'config', { failNext: { path: '/cgi-bin/kf/sync_msg', errcode: 95017, times: 1 } });
    await expect(connect(sandbox).pull(undefined)).rejects.toEqual(new ChannelPullError('wecom-95017', false));
  });

  it('loses no reply to a pull that failed', async () => {
    const sandbox = await testSandbox();
    const channel = connect(sandbox);
    await sandbox.control('PUT', `patients/${PATIENT}`, { name: '陈女士', kfid: 'wkTest' });
    await sandbox.control('POST', `patients/${PATIENT}/reply`, { text: '一' });
    await sandbox.control('PUT', 'config', { failNext: { path: '/cgi-bin/kf/sync_msg', errcode: -1, times: 1 } });
    await expect(channel.pull(undefined)).rejects.toMatchObject({ code: 'wecom--1', retryable: true });
    expect((await channel.pull(undefined)).messages).toMatchObject([{ text: '一' }]);
  });
});

/** A vendor that answers `sync_msg` with the given pages, whatever is asked. */
async function scripted(pages: object[]): Promise<string> {
  const server = createServer((request, response) => {
    const token = { access_token: 'T', expires_in: 7200 };
    response.end(JSON.stringify(request.url?.startsWith('/cgi-bin/gettoken') ? token : pages.shift()));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const kf = (baseUrl: string) => createWecomKf({ baseUrl, corpId: 'ww1', secret: 's', openKfId: 'wkTest' });
const hello = {
  msgid: 'm1',
  external_userid: PATIENT,
  send_time: 1,
  origin: 3,
  msgtype: 'text',
  text: { content: '在' },
};

describe('pulling from a vendor that stumbles', () => {
  it('keeps the pages it has read when a later one fails', async () => {
    const url = await scripted([{ next_cursor: 'A', has_more: 1, msg_list: [hello] }, { errcode: -1 }]);
    expect(await kf(url).pull(undefined)).toMatchObject({ messages: [{ id: 'm1', at: 1000 }], cursor: 'A' });
  });

  it('takes an answer without errcode and with unknown fields', async () => {
    const url = await scripted([{ next_cursor: 'A', msg_list: [{ ...hello, added_later: 1 }], added_later: {} }]);
    expect((await kf(url).pull(undefined)).messages).toHaveLength(1);
  });

  it('leaves out what staff wrote and names kinds it cannot read', async () => {
    const list = [
      { ...hello, origin: 5 },
      { ...hello, msgtype: 'image' },
      { ...hello, msgtype: 'location' },
    ];
    const url = await scripted([{ next_cursor: 'A', msg_list: list }]);
    expect((await kf(url).pull(undefined)).messages.map(({ kind }) => kind)).toEqual(['image', 'other']);
  });

  it('refuses a page with a message that names no patient, rather than lose it', async () => {
    const url = await scripted([{ next_cursor: 'A', msg_list: [{ ...hello, external_userid: undefined }] }]);
    await expect(kf(url).pull(undefined)).rejects.toEqual(new ChannelPullError('bad-answer', false));
  });

  it('does not turn for ever when more is promised under the same cursor', async () => {
    const url = await scripted([{ next_cursor: 'A', has_more: 1 }]);
    await expect(kf(url).pull('A')).rejects.toEqual(new ChannelPullError('sync-stuck', true));
  });
});
