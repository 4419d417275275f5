import type { Fact } from './facts.ts';

/** One bubble. The same msgid sent twice gives two: a doubled message must be seen. */
export interface Bubble {
  readonly seq: number;
  readonly at: number;
  readonly patient: string;
  readonly direction: 'institution' | 'patient';
  readonly msgid: string;
  readonly text: string;
  readonly menuId?: string;
  /** 1 for the first bubble of a msgid in this chat, 2 for the first repetition … */
  readonly copy: number;
  /** `fail_type` of kf/sync_msg when the patient did not get it. */
  failType?: number;
}

export interface Chat {
  readonly id: string;
  name: string | undefined;
  kfid: string | undefined;
  readonly bubbles: Bubble[];
}

/** Something for the page's live stream; `seq` is the event id. */
export type ChatEvent =
  | { readonly type: 'message'; readonly seq: number; readonly bubble: Bubble }
  | { readonly type: 'patient'; readonly seq: number; readonly patient: { id: string; name?: string } }
  | {
      readonly type: 'undelivered';
      readonly seq: number;
      readonly patient: string;
      readonly msgid: string;
      readonly failType: number;
    };

/** The chats as patients would see them, computed from the facts. */
export class Chats {
  readonly #chats = new Map<string, Chat>();

  get(id: string): Chat | undefined {
    return this.#chats.get(id);
  }

  all(): Chat[] {
    return [...this.#chats.values()];
  }

  /** Takes in one fact; the event to show, if there is anything to see. */
  apply(fact: Fact): ChatEvent | undefined {
    switch (fact.type) {
      case 'patient': {
        const chat = this.#open(fact.id);
        chat.name = fact.name;
        chat.kfid = fact.kfid ?? chat.kfid;
        return { type: 'patient', seq: fact.seq, patient: { id: fact.id, name: fact.name } };
      }
      case 'request': {
        if (!fact.accepted || fact.message === undefined) return undefined;
        const { msgid, touser, openKfId, text } = fact.message;
        const chat = this.#open(touser);
        chat.kfid ??= openKfId;
        return this.#add(chat, { seq: fact.seq, at: fact.at, direction: 'institution', msgid, text });
      }
      case 'reply': {
        const { seq, at, msgid, text, menuId } = fact;
        const direction = 'patient';
        return this.#add(this.#open(fact.from), { seq, at, direction, msgid, text, ...(menuId && { menuId }) });
      }
      case 'undelivered': {
        const { seq, to: patient, failMsgid: msgid, failType } = fact;
        for (const bubble of this.#open(patient).bubbles) if (bubble.msgid === msgid) bubble.failType = failType;
        return { type: 'undelivered', seq, patient, msgid, failType };
      }
      case 'settings':
        return undefined;
    }
  }

  #open(id: string): Chat {
    const known = this.#chats.get(id);
    if (known) return known;
    const chat: Chat = { id, name: undefined, kfid: undefined, bubbles: [] };
    this.#chats.set(id, chat);
    return chat;
  }

  #add(chat: Chat, bubble: Omit<Bubble, 'patient' | 'copy'>): ChatEvent {
    const copy = 1 + chat.bubbles.filter((earlier) => earlier.msgid === bubble.msgid).length;
    const added: Bubble = { ...bubble, patient: chat.id, copy };
    chat.bubbles.push(added);
    return { type: 'message', seq: bubble.seq, bubble: added };
  }
}
