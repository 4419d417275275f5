import { SuiviError } from '@suivi/schema';
import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { toSuiviError } from './error-shape.ts';
import { partDown } from './part-down.ts';

const failed = (fields: object, message = 'failed') => Object.assign(new Error(message), fields);

test.each([
  ['PostgreSQL is starting', failed({ code: '57P03' })],
  ['PostgreSQL has no connection left', failed({ code: '53300' })],
  ['the disk of PostgreSQL is full', failed({ code: '53100' })],
  ['its socket refuses', failed({ code: 'ECONNREFUSED', syscall: 'connect' })],
  ['its socket is not there', failed({ code: 'ENOENT', syscall: 'connect' })],
  ['a query was under way', failed({}, 'Connection terminated unexpectedly')],
  ['Temporal is away', failed({ code: 14, details: 'No connection established' })],
  ['Temporal is silent', failed({ code: 4, details: 'Deadline exceeded' })],
  ['it is wrapped twice', new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: failed({ code: '57P01' }) })],
])('a part that is down is told as NOT_READY: %s', (_, error) => {
  expect(toSuiviError(error)).toMatchObject({ code: 'NOT_READY', status: 503 });
});

test.each([
  ['a missing file', failed({ code: 'ENOENT', syscall: 'open' })],
  ['a wrong query', failed({ code: '42P01' })],
  ['a workflow that is not there', failed({ code: 5, details: 'not found' })],
  ['our own refusal', new SuiviError('PATIENT_UNKNOWN')],
])('other errors are not: %s', (_, error) => {
  expect(partDown(error)).toBe(false);
});
