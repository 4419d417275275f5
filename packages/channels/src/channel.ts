/**
 * The port of a channel: how a message leaves and how replies come back.
 * One real client and one sandbox process stand behind it; the dispatcher knows only this file.
 */
export interface OutgoingMessage {
  /** Idempotency key of the outbox row (run/node/visit): the same for every attempt at the same message. */
  readonly key: string;
  /** The patient's address at the vendor, e.g. an `external_userid`. */
  readonly to: string;
  readonly text: string;
}

/**
 * What became of one attempt. `failed` means certainly not sent; `unknown` means the request may have reached the
 * vendor (timeout, reset after writing, unreadable answer). `code` is stable and never holds personal data.
 */
export type SendResult =
  | { readonly state: 'accepted'; readonly vendorId: string }
  | { readonly state: 'failed'; readonly code: string; readonly retryable: boolean; readonly retryAfterMs?: number }
  | { readonly state: 'unknown'; readonly code: string };

/** Something the patient wrote or tapped. */
export interface IncomingMessage {
  /** The vendor's message id; unique, so it is the inbox key. */
  readonly id: string;
  readonly from: string;
  /** When the patient sent it, epoch milliseconds. */
  readonly at: number;
  readonly kind: 'text' | 'image' | 'voice' | 'menu' | 'other';
  readonly text?: string;
  /** The tapped item's id, only for `menu`. */
  readonly menuId?: string;
}

/** A message that the vendor had accepted and later could not deliver. */
export interface DeliveryFailure {
  /** The `vendorId` of the accepted message. */
  readonly vendorId: string;
  readonly reason: string;
}

export interface Pulled {
  readonly messages: IncomingMessage[];
  readonly failures: DeliveryFailure[];
  /** Store it in the same transaction as the messages, then pass it to the next `pull`. */
  readonly cursor: string;
}

export interface Channel {
  /** Never throws for anything the vendor or the network does. */
  send(message: OutgoingMessage): Promise<SendResult>;
  /**
   * Everything since `cursor` (undefined: as far back as the vendor keeps). `token` comes with a callback.
   * Throws `ChannelPullError` when nothing could be read; what was read before a failure is returned.
   */
  pull(cursor: string | undefined, token?: string): Promise<Pulled>;
}

/** A pull that read nothing. `retryable` is false when only a person can help (secret, permission, contract). */
export class ChannelPullError extends Error {
  override readonly name = 'ChannelPullError';
  constructor(
    readonly code: string,
    readonly retryable: boolean,
  ) {
    super(`pull failed: ${code}`);
  }
}
