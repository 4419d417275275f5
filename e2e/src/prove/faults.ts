import type { Fault } from './fault.ts';

const ENGINE = 'packages/engine/src';
const RUNTIME = 'apps/runtime/src';
const TESTS = 'apps/runtime/test';

/** The faults that must never come back unnoticed. faults.test.ts says when an edit here no longer fits its file. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'fence-skipped',
    harm: 'A late batch of an attempt that Temporal gave up writes over what really happened.',
    edits: [{ file: `${RUNTIME}/projection/record-trail.ts`, text: 'if (newer.rowCount) return;', by: '' }],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/trace-projection.it.test.ts`,
      test: 'a batch that comes after a newer one changes nothing, not even beyond its end',
    },
  },
  {
    name: 'trace-rows-swapped',
    harm: 'The path on the canvas is not the one the patient took.',
    edits: [
      {
        file: `${RUNTIME}/projection/record-trail.ts`,
        text: 'column((row) => row.seq),',
        by: 'column((row) => row.seq).reverse(),',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/journey-run.it.test.ts`,
      test: 'an event starts a run that sends, waits, sends again and ends with the reply',
    },
  },
  {
    name: 'send-before-row',
    harm: 'After a crash nobody knows that the vendor may have the message.',
    edits: [
      {
        file: `${RUNTIME}/outbox/dispatcher.ts`,
        text: `SET state = 'sending', attempts = attempts + 1,`,
        by: 'SET state = o.state, attempts = o.attempts,',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${RUNTIME}/outbox/dispatcher.it.test.ts`,
      test: 'what is about to be sent is on record before the vendor hears of it',
    },
  },
  {
    name: 'outbox-row-lost',
    harm: 'The run goes on as if the message had been queued.',
    edits: [
      {
        file: `${RUNTIME}/outbox/send-message.ts`,
        text: 'await insert(tx, input, recipient, filled.text === recipient.text ? null : filled.text);',
        by: '',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/journey-run.it.test.ts`,
      test: 'an event starts a run that sends, waits, sends again and ends with the reply',
    },
  },
  {
    name: 'claimed-row-lost',
    harm: 'A message that a killed process had in hand is never looked at again.',
    edits: [
      {
        file: `${RUNTIME}/outbox/dispatcher.ts`,
        text: `WHERE state IN ('queued', 'sending') AND next_try_at`,
        by: `WHERE state = 'queued' AND next_try_at`,
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${RUNTIME}/outbox/dispatcher.it.test.ts`,
      test: 'a message that a process had in hand when it died is sent by the next one',
    },
  },
  {
    name: 'key-with-attempt',
    harm: 'The vendor takes a repeated call for another message: the patient gets two.',
    edits: [
      {
        file: `${RUNTIME}/outbox/dispatcher.ts`,
        text: '{ key: message.key, to: address, text }',
        by: "{ key: [message.key, message.attempts].join('/'), to: address, text }",
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/sending.it.test.ts`,
      test: 'an answer lost after the vendor took the message leads to one message, not to none or two',
    },
  },
  {
    name: 'row-per-attempt',
    harm: 'An activity that Temporal runs twice queues two messages.',
    edits: [
      {
        file: `${RUNTIME}/outbox/send-message.ts`,
        text: 'outboxKey(input.trail.run, input.node, input.visit),',
        by: "[outboxKey(input.trail.run, input.node, input.visit), input.trail.fence].join('/'),",
      },
    ],
    project: 'integration',
    caughtBy: { file: `${TESTS}/sending.it.test.ts`, test: 'the activity may run twice: one row, one message' },
  },
  {
    name: 'timer-early',
    harm: 'A deadline fires one millisecond before its instant, and takes the port of the time-out.',
    edits: [
      { file: `${RUNTIME}/workflows/alarm.ts`, text: 'at - Date.now()', by: 'at - 1 - Date.now()' },
      {
        file: `${RUNTIME}/workflows/journey-run.ts`,
        text: 'ringAt(until) <= Date.now()',
        by: 'ringAt(until) - 1 <= Date.now()',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/waking.it.test.ts`,
      test: 'the timer of a wait lasts until its deadline, to the millisecond',
    },
  },
  {
    name: 'engine-early',
    harm: 'The engine itself lets a deadline fire one millisecond before its instant.',
    edits: [{ file: `${ENGINE}/settle.ts`, text: 'due.at <= known', by: 'due.at <= known + 1' }],
    project: 'unit',
    caughtBy: {
      file: `${ENGINE}/inputs-carry-their-instant.test.ts`,
      test: 'a deadline that is not due changes nothing, and the run says again until when it waits',
    },
  },
  {
    name: 'deadline-before-event',
    harm: 'A reply at the very instant of the deadline counts as none.',
    edits: [{ file: `${ENGINE}/settle.ts`, text: 'due.at < eventAt', by: 'due.at <= eventAt' }],
    project: 'unit',
    caughtBy: { file: `${ENGINE}/inputs-carry-their-instant.test.ts`, test: 'at the same instant the event wins' },
  },
  {
    name: 'no-sync',
    harm: 'A reply that is in the inbox and not yet routed loses against the time-out.',
    edits: [
      {
        file: `${RUNTIME}/workflows/journey-run.ts`,
        text: 'await flush(until, factsAt(',
        by: 'await flush(undefined, factsAt(',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/waking.it.test.ts`,
      test: 'an event that came before the deadline and is routed after it still wins',
    },
  },
  {
    name: 'last-seq-dropped',
    harm: 'A signal that is delivered again after a new history is taken for another event.',
    edits: [
      {
        file: `${RUNTIME}/workflows/journey-run.ts`,
        text: 'state: step.state, inbox',
        by: 'state: { ...step.state, lastSeq: 0 }, inbox',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/waking.it.test.ts`,
      test: 'an event that is delivered again after its run has begun a new history changes nothing',
    },
  },
  {
    name: 'watermark-ignored',
    harm: 'A run of a trial decides before its diary has been fed that far.',
    edits: [
      {
        file: `${RUNTIME}/trials/hold-back.ts`,
        text: 'if (!feed) return undefined;',
        by: 'if (!feed || feed) return undefined;',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/trial.it.test.ts`,
      test: 'a trial that is fed later than its clock runs takes the paths of the driver, row for row',
    },
  },
  {
    name: 'to-do-of-another',
    harm: 'Closing one to-do moves every patient who waits for one.',
    edits: [{ file: `${ENGINE}/wait.ts`, text: ' || act !== actKey(state.run, op.node, token.visit)', by: '' }],
    project: 'unit',
    caughtBy: {
      file: `${ENGINE}/a-pending-outcome-comes-as-an-event.test.ts`,
      test: 'the outcome of another run’s or another visit’s to-do is not its own',
    },
  },
  {
    name: 'stale-command',
    harm: 'An operator moves somebody who has already gone on.',
    edits: [
      { file: `${ENGINE}/command.ts`, text: `if (command.expectSeq !== state.nextRow - 1) return 'stale';`, by: '' },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/control.it.test.ts`,
      test: 'a stale picture is refused without a trace in the history',
    },
  },
  {
    name: 'entered-twice',
    harm: 'The same dispensing enrols a patient as often as it is sent.',
    edits: [
      {
        file: `${RUNTIME}/inbox/enrol.ts`,
        text: `contentHash(['per-key', read(event.data, reentry.field) ?? null])`,
        by: `contentHash(['per-key', event.id])`,
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/journey-run.it.test.ts`,
      test: 'the same entry key enters once, another one enters again',
    },
  },
  {
    name: 'text-unapproved',
    harm: 'The activity hands over a text that no reviewer has signed.',
    edits: [{ file: `${RUNTIME}/outbox/send-message.ts`, text: `if (!recipient.approved) return 'approval';`, by: '' }],
    project: 'integration',
    caughtBy: {
      file: `${RUNTIME}/outbox/dispatcher.it.test.ts`,
      test: 'a text that nobody signed for this version is blocked, and the run is told why',
    },
  },
  {
    name: 'gate-open',
    harm: 'A journey is published with texts that nobody has approved.',
    edits: [
      { file: `${RUNTIME}/journeys/publish-check.ts`, text: '...openApprovals(compiled.needs, approvals),', by: '' },
    ],
    project: 'integration',
    caughtBy: {
      file: `${RUNTIME}/journeys/publish.it.test.ts`,
      test: 'an unapproved text cannot be published, and the refusal is on record',
    },
  },
  {
    name: 'consent-at-queueing',
    harm: 'A patient who never agreed gets the message.',
    edits: [
      {
        file: `${RUNTIME}/outbox/send-message.ts`,
        text: `if (recipient.consented !== true) return 'consent';`,
        by: '',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/sending.it.test.ts`,
      test: 'without consent the message is blocked with a reason and the journey goes on',
    },
  },
  {
    name: 'consent-at-sending',
    harm: 'A patient who withdrew gets what was queued before.',
    edits: [
      {
        file: `${RUNTIME}/outbox/dispatcher.ts`,
        text: `if (message.consented !== true) return this.#settle(message, 'blocked', 'consent');`,
        by: '',
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/sending.it.test.ts`,
      test: 'consent withdrawn while a message is queued stops that message',
    },
  },
  {
    name: 'wall-missing',
    harm: 'One hospital reads the patients of another.',
    edits: [
      {
        file: 'apps/runtime/migrations/0001-first.sql',
        text: `AND c.relkind = 'r'
  LOOP`,
        by: `AND c.relkind = 'r' AND c.relname <> 'patients'
  LOOP`,
      },
    ],
    project: 'integration',
    caughtBy: {
      file: `${RUNTIME}/api/second-wall.it.test.ts`,
      test: 'without a set organization the app role sees no row of any tenant table',
    },
  },
  {
    name: 'history-in-clear',
    harm: 'Names, texts and replies can be read in Temporal.',
    edits: [{ file: `${RUNTIME}/codec/data-converter.ts`, text: ', new EncryptionCodec(keys)', by: '' }],
    project: 'integration',
    caughtBy: {
      file: `${TESTS}/history-budget.it.test.ts`,
      test: 'a history holds no name, text, reply or event value in the clear',
    },
  },
  {
    name: 'chain-broken',
    harm: 'A row taken out of the audit log leaves no gap.',
    edits: [{ file: `${RUNTIME}/database/audit.ts`, text: `auditHash(rows[0]?.hash ?? '', {`, by: `auditHash('', {` }],
    project: 'integration',
    caughtBy: {
      file: `${RUNTIME}/api/second-wall.it.test.ts`,
      test: 'the audit chain verifies row by row, and a changed row breaks it',
    },
  },
];
