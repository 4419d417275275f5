import type { DeliveryFailure, IncomingMessage } from '../channel.ts';
import { deliveryFailureReason } from './errors.ts';
import type { KfMessage } from './replies.ts';

const FROM_PATIENT = 3;

/** Splits a page of `kf/sync_msg` into what patients wrote and what could not be delivered; staff's own is left out. */
export function readKfMessages(list: readonly KfMessage[]): {
  messages: IncomingMessage[];
  failures: DeliveryFailure[];
} {
  const messages: IncomingMessage[] = [];
  const failures: DeliveryFailure[] = [];
  for (const item of list) {
    const failure = deliveryFailure(item);
    if (failure) failures.push(failure);
    else if (item.origin === FROM_PATIENT && item.external_userid)
      messages.push(fromPatient(item, item.external_userid));
  }
  return { messages, failures };
}

function deliveryFailure(item: KfMessage): DeliveryFailure | undefined {
  const event = item.event;
  if (event?.event_type !== 'msg_send_fail' || event.fail_msgid === undefined) return undefined;
  return { vendorId: event.fail_msgid, reason: deliveryFailureReason(event.fail_type ?? 0) };
}

function fromPatient(item: KfMessage, from: string): IncomingMessage {
  const head = { id: item.msgid, from, at: item.send_time * 1000 };
  if (item.msgtype === 'text' && item.text) {
    const { content, menu_id: menuId } = item.text;
    // The tap on a menu item comes back as a text that carries the item's id.
    return menuId ? { ...head, kind: 'menu', text: content, menuId } : { ...head, kind: 'text', text: content };
  }
  if (item.msgtype === 'image' || item.msgtype === 'voice') return { ...head, kind: item.msgtype };
  return { ...head, kind: 'other' };
}
