import { demoKey } from '@suivi/runtime/src/feed/demo-key.ts';
import { NO_OUTCOMES } from '@suivi/runtime/src/feed/outcomes.ts';
import { feedTo, openDiaries } from '../camp/diaries.ts';

/** Two readings that make a to-do each, and one that makes none. */
const READINGS = [
  { value: 52, unit: 'mg/dL', context: 'before-breakfast' },
  { value: 340, unit: 'mg/dL', context: 'after-supper' },
  { value: 110, unit: 'mg/dL', context: 'before-lunch' },
];

/** Content for the screens that show people at work: patients in the camp, and to-dos that are open now. */
export async function fillWithPeople(url: string): Promise<void> {
  await feedTo(url, await openDiaries({ days: 7, only: ['p02', 'p11', 'p36', 'p40'], outcomes: NO_OUTCOMES }), {
    dayMs: 500,
  });
  const patients = await testPatients(url);
  const key = await demoKey(url);
  const events = READINGS.map((data, n) => ({
    messageId: `shot-${n}`,
    patient: patients[n],
    type: 'glucose.measured',
    data,
  }));
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key.secret}` },
    body: JSON.stringify(events),
  });
  await key.giveBack();
  if (!answer.ok) throw new Error(`the readings were not taken: ${answer.status} ${await answer.text()}`);
}

async function testPatients(url: string): Promise<string[]> {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/api/auth/sign-in/email', { email: 'operator@demo.suivi', password: 'suivi-demo' });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const made: string[] = [];
  for (const name of ['陈秀英', '欧阳建国', '林芳']) {
    const answer = await (await post('/trpc/patients.createTest', { name }, cookie)).json();
    made.push((answer as { result: { data: { externalId: string } } }).result.data.externalId);
  }
  return made;
}
