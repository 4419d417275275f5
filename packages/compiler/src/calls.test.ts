import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { everyNode } from './every-node-fixture.ts';

test('a journey that is called by name is known by its id in the plan, and needs it', () => {
  const journey = everyNode(['trigger-manual', {}]);
  const { plan } = compile(journey, 'me', { journeys: new Map([['J6', 'id-of-six']]) });
  expect(plan?.ops.aside).toMatchObject({ kind: 'callJourney', with: { journey: 'id-of-six' } });
  expect(plan?.ops.next).toMatchObject({ kind: 'handOver', with: { journey: 'J2' } });
});

test('a text is signed for the drawing, whatever the ids of other journeys are', () => {
  const journey = everyNode(['trigger-manual', {}]);
  expect(compile(journey, 'me', { journeys: new Map([['J6', 'id-of-six']]) }).needs).toEqual(
    compile(journey, 'me').needs,
  );
});
