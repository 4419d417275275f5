import { defineActivity, NodeError } from '../activity.ts';
import { webhook } from './definition.ts';

/** Answers that another try may change: too many requests, and troubles of the other side. */
const mayPass = (status: number): boolean => status === 429 || status === 408 || status >= 500;

export const run = defineActivity(webhook, async (ctx, { config }) => {
  const body = {
    key: ctx.key,
    run: ctx.run,
    node: ctx.node,
    at: new Date(ctx.at).toISOString(),
    ...(config.variables === 'send' ? { variables: ctx.variables } : {}),
    ...(config.patient === 'send' ? { patient: ctx.patient.externalId } : {}),
  };
  const { status } = await ctx.fetch(config.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': ctx.key },
    body: JSON.stringify(body),
  });
  if (mayPass(status)) throw new NodeError(`WEBHOOK_${status}`);
  // A redirect is not followed: where it leads has been allowed by nobody.
  return { outcome: status >= 200 && status < 300 ? 'ok' : 'failed', detail: { status } };
});
