import type { Diagnostic, NodeId, Op } from '@suivi/schema';
import type { Catalog } from './check-zone.ts';
import { type Flow, reachableFrom, rootsOf, type Way } from './flow.ts';
import { ON_PRESCRIPTION, prescriptionSaid } from './prescription.ts';

/** The activity that sends a message: every node that speaks to a patient lowers to it. */
export const SEND = 'sendMessage';

/** The class of a message that an instruction sends; undefined where it sends none. */
export function classOf(op: Op | undefined): string | undefined {
  if (op?.op !== 'act' || op.kind !== SEND) return undefined;
  return typeof op.with.class === 'string' ? op.with.class : '';
}

/** A message has a text that was approved, a class by which consent is checked, and an end of its validity. */
export function checkSends(flow: Flow): Diagnostic[] {
  return flow.ops.flatMap((op): Diagnostic[] => {
    if (op.op !== 'act' || op.kind !== SEND) return [];
    const { content, class: kind, validFor } = op.with;
    const lacks = (code: Diagnostic['code']): Diagnostic => ({ code, severity: 'error', node: op.node, params: {} });
    return [
      ...(typeof content === 'string' && content !== '' ? [] : [lacks('SEND_WITHOUT_TEXT')]),
      ...(typeof kind === 'string' && kind !== '' ? [] : [lacks('SEND_WITHOUT_PURPOSE')]),
      ...(typeof validFor === 'string' && validFor !== '' ? [] : [lacks('SEND_WITHOUT_EXPIRY')]),
    ];
  });
}

/**
 * Promotion and prescription drugs (Advertising Law of the PRC, articles 15 and 16; Drug Administration Law, article 90):
 * an error where only patients with such a drug come to a promotion, a warning where some may.
 */
export function checkPromotion(flow: Flow, catalog: Catalog): Diagnostic[] {
  const sends = flow.ops.flatMap((op, at) => (classOf(op) === 'promotion' ? [at] : []));
  if (sends.length === 0) return [];
  const { trigger } = flow.meaning;
  const entering = trigger?.on === 'event' && trigger.where ? prescriptionSaid(trigger.where, catalog) : undefined;
  const says = (way: Way) => (way.holds ? prescriptionSaid(way.holds, catalog) : undefined);
  const roots = (said: boolean) => rootsOf(flow).filter((at) => at !== flow.entry || entering?.is !== said);
  const lived = reachableFrom(flow, rootsOf(flow));
  const free = reachableFrom(flow, roots(true), (way) => says(way)?.is === true);
  const unchecked = reachableFrom(flow, roots(false), (way) => says(way)?.is === false);
  const causes = causesOf(flow, entering, says);
  return sends.flatMap((at): Diagnostic[] => {
    const node: NodeId = flow.ops[at]?.node ?? '';
    if (!lived.has(at)) return [];
    if (!free.has(at)) {
      return [
        { code: 'PROMOTION_ON_PRESCRIPTION', severity: 'error', node, field: 'class', params: { cause: causes } },
      ];
    }
    if (!unchecked.has(at)) return [];
    const params = { field: ON_PRESCRIPTION };
    return [{ code: 'PROMOTION_UNCHECKED', severity: 'warning', node, field: 'class', params }];
  });
}

type Said = ReturnType<typeof prescriptionSaid>;

/** What the journey goes by when it tells patients with a prescription drug. */
function causesOf(flow: Flow, entering: Said, says: (way: Way) => Said): string {
  const causes = flow.out.flatMap((ways) => ways.flatMap((way) => says(way) ?? []));
  const positive = [...(entering ? [entering] : []), ...causes].filter(({ is }) => is).map(({ cause }) => cause);
  return [...new Set(positive)].sort().join(' · ');
}
