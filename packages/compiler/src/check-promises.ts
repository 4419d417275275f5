import { lengthWords } from '@suivi/nodes';
import {
  type Diagnostic,
  type Journey,
  type JourneyPromise,
  type Locale,
  type Moment,
  pickText,
  type Words,
} from '@suivi/schema';
import { nodeNames } from './node-names.ts';
import { findMoment } from './promise-moment.ts';
import type { Passage } from './promise-path.ts';
import { prove } from './promises.ts';
import { portName, type ReadNode, readNodes } from './read-node.ts';
import type { Times, Walkable } from './walk-flow.ts';

/** Promises that some run would break, and those that speak of what is not there. */
export function checkPromises(journey: Journey, walk: Walkable, times: Times): Diagnostic[] {
  const given = journey.promises ?? [];
  const nodes = readNodes(journey);
  const names = nodeNames(journey, nodes);
  return prove({ walk, times }, given).flatMap(({ promise, verdict }): Diagnostic[] => {
    const title = titleOf(promise);
    const gone = momentsOf(promise).flatMap((moment) => missingIn(journey, nodes, walk, moment) ?? [])[0];
    if (gone !== undefined) {
      return [{ code: 'PROMISE_NODE_MISSING', severity: 'error', params: { promise: title, node: gone } }];
    }
    if (verdict.state !== 'refuted') return [];
    const path = pathWords(verdict.path, names, nodes);
    const [first] = verdict.path;
    return [
      {
        code: 'PROMISE_REFUTED',
        severity: 'error',
        ...(first ? { node: first.node } : {}),
        params: { promise: title, path },
      },
    ];
  });
}

const titleOf = ({ id, title }: JourneyPromise): Words => ({
  zh: pickText(title, 'zh') || id,
  en: pickText(title, 'en') || id,
});

function momentsOf(promise: JourneyPromise): Moment[] {
  switch (promise.form) {
    case 'followed':
      return [promise.from, promise.to];
    case 'never-after':
      return [promise.never, promise.after];
    case 'passes':
      return [promise.to, promise.through];
    case 'at-most':
      return [promise.of];
  }
}

/** What a moment names that the journey has not; a node whose own errors are still to be mended is there. */
function missingIn(
  journey: Journey,
  nodes: ReadonlyMap<string, ReadNode>,
  { flow }: Walkable,
  moment: Moment,
): string | undefined {
  if (!('node' in moment)) return undefined;
  if (!Object.hasOwn(journey.nodes, moment.node)) return moment.node;
  const ports = nodes.get(moment.node)?.ports ?? [];
  const { port } = moment;
  if (port === undefined || ports.some(({ id }) => id === port) || findMoment(flow, moment)) return undefined;
  return `${moment.node} · ${port}`;
}

/** "加为好友 → 等 7 天 · 继续 (7 天) → …": the steps with the time at which each is reached. */
function pathWords(path: readonly Passage[], names: ReadonlyMap<string, Words>, nodes: Map<string, ReadNode>): Words {
  const words = (locale: Locale) =>
    path
      .map(({ node, port, at }) => {
        const name = names.get(node)?.[locale] ?? node;
        const own = nodes.get(node);
        const way = port === undefined ? '' : ` · ${own ? portName(own, port)[locale] : port}`;
        return `${name}${way}${timeWords(at, locale)}`;
      })
      .join(' → ');
  return { zh: words('zh'), en: words('en') };
}

function timeWords(at: Passage['at'], locale: Locale): string {
  if (at === 'unbounded') return locale === 'zh' ? '（没有期限）' : ' (without limit)';
  if (at === 0) return '';
  return locale === 'zh' ? `（${lengthWords(at, 'zh')}）` : ` (${lengthWords(at, 'en')})`;
}
