import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWecomKf } from '../wecom/kf-channel.ts';
import { kfMessageId } from '../wecom/message-id.ts';
import { openJournal } from './journal.ts';
import { testFolder } from './sandbox-fixture.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

async function spawnSandbox(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, url: JSON.parse(line).url };
}

describe('the journal', () => {
  it('cuts off a torn last line and goes on behind the whole ones', async () => {
    const dir = await testFolder();
    const first = await openJournal(dir);
    await first.append({ a: 1 });
    await first.close();
    await appendFile(join(dir, 'journal.ndjson'), '{"a":2,"te');
    const second = await openJournal(dir);
    expect(second.loaded).toEqual([{ a: 1 }]);
    await second.append({ a: 3 });
    await second.close();
    const third = await openJournal(dir);
    expect(third.loaded).toEqual([{ a: 1 }, { a: 3 }]);
    await third.close();
  });

  it('does not start over damage in the middle, which would hide acknowledged facts', async () => {
    const dir = await testFolder();
    await writeFile(join(dir, 'journal.ndjson'), '{"a":1}\n{"a"\n{"a":3}\n');
    await expect(openJournal(dir)).rejects.toThrow('line 2');
  });

  it('has every acknowledged request after kill -9 in the middle of writing', { timeout: 60_000 }, async () => {
    const dir = await testFolder();
    const acknowledged: string[] = [];
    for (let round = 1; round <= 3; round++) {
      const { child, url } = await spawnSandbox(dir);
      const channel = createWecomKf({ baseUrl: url, corpId: 'ww1', secret: 's', openKfId: 'wkTest' });
      let sent = 0;
      let alive = true;
      const sender = async (): Promise<void> => {
        while (alive) {
          const key = `${round}/${sent++}`;
          const result = await channel.send({ key, to: 'wmTestPatient01', text: '长'.repeat(500) });
          if (result.state === 'accepted') acknowledged.push(kfMessageId(key));
          else alive = false;
          if (sent === 60 * round) child.kill('SIGKILL');
        }
      };
      await Promise.all([sender(), sender(), sender(), sender()]);
    }
    const { url } = await spawnSandbox(dir);
    const response = await fetch(`${url}/__sandbox/requests`);
    const { requests } = (await response.json()) as { requests: { seq: number; message?: { msgid: string } }[] };
    const kept = new Set(requests.map(({ message }) => message?.msgid));
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((msgid) => !kept.has(msgid))).toEqual([]);
    expect(requests.map(({ seq }) => seq)).toEqual(requests.map((_request, index) => index + 1));
  });
});
