import { createCallbackCrypto, parseCallbackEvent } from '@suivi/channels';
import { SuiviError } from '@suivi/schema';
import type { FastifyInstance } from 'fastify';
import type { ChannelAccounts } from '../outbox/channel-accounts.ts';

interface CallbackRoute {
  Params: { account: string };
  Querystring: Record<string, string>;
}

/**
 * WeCom's callbacks: verify, remember that there is news, answer at once. The news itself is pulled afterwards, from
 * a stored cursor, so that a callback that is lost, doubled or forged changes nothing.
 */
export function callbackRoutes(
  app: FastifyInstance,
  options: { accounts: ChannelAccounts; news: (account: string, token: string) => void },
): void {
  const cryptoOf = async (id: string) => {
    const account = await options.accounts.get(id);
    if (!account) throw new SuiviError('NOT_FOUND');
    return createCallbackCrypto(account.callback);
  };
  app.register(async (scope) => {
    scope.addContentTypeParser(
      ['text/xml', 'application/xml'],
      { parseAs: 'string', bodyLimit: 64_000 },
      (_request, body, done) => {
        done(null, body);
      },
    );
    scope.get<CallbackRoute>('/callbacks/wecom/:account', async (request, reply) => {
      const opened = (await cryptoOf(request.params.account)).openEcho(request.query);
      if (!opened.ok) throw new SuiviError('CALLBACK_FORGED');
      return reply.type('text/plain').send(opened.plaintext);
    });
    scope.post<CallbackRoute & { Body: string }>('/callbacks/wecom/:account', async (request, reply) => {
      const opened = (await cryptoOf(request.params.account)).openEvent(request.query, request.body);
      if (!opened.ok) throw new SuiviError('CALLBACK_FORGED');
      const event = parseCallbackEvent(opened.plaintext);
      if (event?.kind === 'kf-message') options.news(request.params.account, event.token);
      return reply.send('');
    });
  });
}
