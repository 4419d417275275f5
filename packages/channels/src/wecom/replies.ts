import { z } from 'zod';

/**
 * Answers of WeCom as far as we read them. All loose: WeCom adds fields. `errcode` absent means success (0), and an
 * empty list next to an errcode is not "nothing there".
 */
const errcode = z.number().int().default(0);

/** Any answer: look at `errcode` before trusting another field. */
export const anyReply = z.looseObject({ errcode });

export const tokenReply = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().positive() });

export const sendReply = z.looseObject({ msgid: z.string().min(1).optional() });

const FROM_PATIENT = 3;

const kfMessage = z
  .looseObject({
    msgid: z.string().min(1),
    /** Absent on events, which name the patient inside. */
    external_userid: z.string().optional(),
    /** Epoch seconds. */
    send_time: z.number(),
    /** 3 patient, 4 system event, 5 member of staff. */
    origin: z.number().optional(),
    msgtype: z.string(),
    text: z.looseObject({ content: z.string(), menu_id: z.string().optional() }).optional(),
    event: z
      .looseObject({ event_type: z.string(), fail_msgid: z.string().optional(), fail_type: z.number().optional() })
      .optional(),
  })
  // Without an address a patient's words would be filed nowhere: refuse the page rather than lose them.
  .refine((message) => message.origin !== FROM_PATIENT || message.external_userid !== undefined);
export type KfMessage = z.infer<typeof kfMessage>;

export const syncReply = z.looseObject({
  next_cursor: z.string().optional(),
  has_more: z.number().default(0),
  msg_list: z.array(kfMessage).default([]),
});
