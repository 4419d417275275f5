import { expect, test } from 'vitest';
import { parseFlags } from './flags.mjs';

test('without flags the port is 4400 and the data lies in .suivi of the checkout', () => {
  expect(parseFlags([], '/srv/suivi')).toEqual({
    kind: 'start',
    port: 4400,
    dataDir: '/srv/suivi/.suivi',
    fresh: false,
    designOnly: false,
  });
});

test('port, data folder, fresh and design-only are read', () => {
  expect(parseFlags(['--port', '5000', '--data=/var/lib/x', '--fresh', '--design-only'], '/c')).toEqual({
    kind: 'start',
    port: 5000,
    dataDir: '/var/lib/x',
    fresh: true,
    designOnly: true,
  });
});

test.each([['--prot'], ['extra'], ['--port'], ['--port', 'x'], ['--port', '65536'], ['--port=-1'], ['--data', '']])(
  'a wrong command line %s is answered with one sentence in both languages',
  (...argv) => {
    const flags = parseFlags(argv, '/c');
    expect(flags.kind).toBe('wrong');
    if (flags.kind !== 'wrong') return;
    expect(flags.text.en).toMatch(/^[^\n]+\.$/);
    expect(flags.text.zh).toMatch(/^[^\n]+。$/);
  },
);

test('help wins over everything else that is right', () => {
  expect(parseFlags(['--help', '--port', '1'], '/c')).toEqual({ kind: 'help' });
});
