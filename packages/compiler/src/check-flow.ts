import type { Diagnostic, Journey, NodeId } from '@suivi/schema';
import { checkCalendars } from './check-calendars.ts';
import { checkCalls } from './check-calls.ts';
import { checkDeadEnds } from './check-dead-ends.ts';
import { labelOf } from './check-graph.ts';
import { fieldWith, type KnownNode } from './check-nodes.ts';
import { checkPromises } from './check-promises.ts';
import { checkPromotion, checkSends } from './check-sends.ts';
import { checkTracks } from './check-tracks.ts';
import { checkWindows } from './check-windows.ts';
import type { Catalog } from './check-zone.ts';
import { type Flow, flowOf, type Meaning } from './flow.ts';
import { nodeNames } from './node-names.ts';
import { type Times, timesFromEntry, type Walkable, walkable } from './walk-flow.ts';

/** Everything that is told by walking through the instructions rather than by looking at one node. */
export function checkFlow(
  journey: Journey,
  id: string,
  known: Map<NodeId, KnownNode>,
  meaning: Meaning,
  catalog: Catalog,
): Diagnostic[] {
  const flow = flowOf(meaning);
  const walk = walkable(flow, { ...(catalog.calendars ? { calendars: catalog.calendars } : {}) });
  const times = timesFromEntry(walk);
  return [
    ...checkDeadEnds(flow),
    ...tracks(journey, flow, walk, known),
    ...checkSends(flow),
    ...checkPromotion(flow, catalog),
    ...checkCalls(flow, id, catalog),
    ...withDeadlineField(known, [...checkWindows(flow, times), ...checkCalendars(flow, times, catalog)]),
    ...promises(journey, walk, times),
  ];
}

/** Names are put together only where some fork may need them: it takes a look at every node. */
function tracks(journey: Journey, flow: Flow, walk: Walkable, known: Map<NodeId, KnownNode>): Diagnostic[] {
  if (!flow.ops.some(({ op }) => op === 'fork' || op === 'join')) return [];
  const names = nodeNames(journey);
  return checkTracks(flow, walk.regions, {
    node: (node) => names.get(node) ?? { zh: node, en: node },
    port: (node, port) => {
      const own = known.get(node);
      return own ? labelOf(own, port) : { zh: port, en: port };
    },
  });
}

const promises = (journey: Journey, walk: Walkable, times: Times): Diagnostic[] =>
  journey.promises && journey.promises.length > 0 ? checkPromises(journey, walk, times) : [];

const withDeadlineField = (known: Map<NodeId, KnownNode>, found: readonly Diagnostic[]): Diagnostic[] =>
  found.map((each) => ({ ...each, ...fieldWith(known.get(each.node ?? ''), ['deadline']) }));
