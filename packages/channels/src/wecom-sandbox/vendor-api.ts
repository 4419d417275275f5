import type { VendorAnswer, VendorContext, VendorRequest } from './vendor-context.ts';
import { sendMsg } from './vendor-send.ts';
import { syncMsg } from './vendor-sync.ts';

type Endpoint = (context: VendorContext, request: VendorRequest) => VendorAnswer;

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'GET /cgi-bin/gettoken': getToken,
  'POST /cgi-bin/kf/send_msg': sendMsg,
  'POST /cgi-bin/kf/sync_msg': syncMsg,
};

/** Decides the answer to one request under /cgi-bin. Changes nothing: the caller records, then answers. */
export function answerVendor(context: VendorContext, request: VendorRequest): VendorAnswer {
  const endpoint = ENDPOINTS[`${request.method} ${request.path}`];
  if (endpoint === undefined) return { errcode: null };
  return endpoint(context, request);
}

function getToken({ store, faults, accessTokens }: VendorContext, { path, query }: VendorRequest): VendorAnswer {
  const failure = faults.takeFailure(path);
  if (failure !== undefined) return { errcode: failure };
  // The secret is checked for presence before the corp id, as the live service does.
  if (!query.get('corpsecret')) return { errcode: 41004 };
  if (!query.get('corpid')) return { errcode: 41002 };
  if (store.settings.corpId && query.get('corpid') !== store.settings.corpId) return { errcode: 40013 };
  const access_token = accessTokens.issue(faults.tokenLifeS * 1000);
  return { errcode: 0, fields: { access_token, expires_in: faults.tokenLifeS } };
}
