import { expect, test } from 'vitest';
import { readDiary } from './read-diary.ts';
import { listOfRows } from './report.ts';

const CODES = { glucose: new Set(['57', '58']), others: new Set(['33']) };
const read = (...lines: string[]) => readDiary(lines.join('\n'), CODES);
const HEADER = 'patient,date,time,code,value';

test('the list names every reason of a bad row, in the order of the columns', () => {
  const diary = read(HEADER, 'p27,,138,99,3A', 'p27,06-31-1991,9:00,58,100,7');
  expect(listOfRows(diary, 'en')).toEqual([
    'line 2: date "", time "138", code "99", value "3A"',
    'line 3: date "06-31-1991", surplus fields "7"',
  ]);
  expect(listOfRows(diary, 'zh')[0]).toBe('第 2 行：日期 ""，时间 "138"，代码 "99"，数值 "3A"');
});

test.each([
  ['p,02-30-1990,9:00,58,100', 'date'],
  ['p,06-01-1990,25:00,99,100', 'date'],
  ['p,06-01-1990,,58,100', 'date'],
  [',06-01-1990,9:00,58,100', 'date'],
  ['p,06-01-1990,9:00,99,xx', 'code'],
  ['p,06-01-1990', 'date'],
  ['p,06-01-1990,9:00', 'code'],
  ["p,06-01-1990,9:00,57,0''", 'value'],
  ['p,06-01-1990,9:00,33,0Hi', 'value'],
  ['p,06-01-1990,9:00,58,0hi', 'value'],
  ['p,06-01-1990,9:00,58,٣', 'value'],
  ['p,06-01-1990,9:00,58,100,x', 'value'],
  [`p,06-01-1990,9:00,58,${'9'.repeat(400)}`, 'value'],
])('%s is counted once, as %s', (line, counted) => {
  expect(read(HEADER, line).bad.map((row) => row.counted)).toEqual([counted]);
});

test('rows that say the same stand twice, however they are written; bad ones never do', () => {
  const diary = read(HEADER, 'p,06-01-1990,9:05,58,009', 'p,06-01-1990,09:05,58,9', 'p,,9:05,58,9', 'p,,9:05,58,9');
  expect(diary.accepted).toHaveLength(1);
  expect(diary.duplicates).toEqual([{ line: 3, of: 2 }]);
  expect(diary.bad).toHaveLength(2);
});

test('0Hi and 0Lo of a meter are readings with a flag', () => {
  const diary = read(HEADER, 'p,06-01-1990,9:05,58,0Hi', 'p,06-01-1990,9:06,58,0Lo');
  expect(diary.accepted.map(({ value }) => value)).toEqual(['HI', 'LO']);
});

test('BOM, CRLF, quotes, spaces and blank lines change nothing; an open quote swallows no other row', () => {
  const text = `\uFEFF${HEADER}\r\n\r\n"p","06-01-1990", 9:05 ,"58",100\r\np,06-01-1990,9:06,58,"100\r\np,06-01-1990,9:07,58,100`;
  const diary = readDiary(text, CODES);
  expect(diary.accepted.map(({ line }) => line)).toEqual([3, 5]);
  expect(diary.bad).toEqual([{ line: 4, faults: [{ fault: 'value', text: '"100' }], counted: 'value' }]);
});

test('a file without a header has rows only, and an empty one has none', () => {
  expect(read('p,06-01-1990,9:05,58,100').rows).toBe(1);
  expect(readDiary('', CODES)).toEqual({ rows: 0, accepted: [], duplicates: [], bad: [] });
});
