import { canonicalJson, type Journey, type JourneyPromise, pickText, type Words } from '@suivi/schema';
import type { Change } from './journey-change.ts';

/** Promises that came, went or say something else, in the order of the new journey, those that went last. */
export function changedPromises(from: Journey, to: Journey): Change[] {
  const before = byId(from);
  const after = byId(to);
  const came = [...after.values()].flatMap((now): Change[] => {
    const then = before.get(now.id);
    if (then && canonicalJson(then) === canonicalJson(now)) return [];
    return [{ kind: 'promise', promise: now.id, title: titleOf(now), ...(then ? { from: then } : {}), to: now }];
  });
  const went = [...before.values()].filter(({ id }) => !after.has(id));
  return [
    ...came,
    ...went.map((then): Change => ({ kind: 'promise', promise: then.id, title: titleOf(then), from: then })),
  ];
}

const byId = ({ promises = [] }: Journey) => new Map(promises.map((promise) => [promise.id, promise]));

/** What a promise is called; its id where it has no title. */
export const titleOf = ({ id, title }: JourneyPromise): Words => ({
  zh: pickText(title, 'zh') || id,
  en: pickText(title, 'en') || id,
});
