import { describe, expect, it } from 'vitest';
import { createCallbackCrypto } from './callback-crypto.ts';
import { callbackInboxKey, parseCallbackEvent } from './callback-event.ts';

// WeCom's published example (developer page 90968).
const crypto = createCallbackCrypto({
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
});
const ECHO = {
  msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const EVENT = {
  msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
};
const ENCRYPT =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
const PLAINTEXT =
  '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>';
const envelope = (encrypt: string): string =>
  `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

describe('callback crypto', () => {
  it("answers WeCom's example of a URL verification", () => {
    expect(crypto.openEcho(ECHO)).toEqual({ ok: true, plaintext: '1616140317555161061' });
  });

  it('reads an echo whose "+" became a space in form decoding', () => {
    const echostr = ECHO.echostr.replaceAll('+', ' ');
    expect(crypto.openEcho({ ...ECHO, echostr })).toEqual({ ok: true, plaintext: '1616140317555161061' });
  });

  it("opens WeCom's example of an event", () => {
    expect(crypto.openEvent(EVENT, envelope(ENCRYPT))).toEqual({ ok: true, plaintext: PLAINTEXT });
  });

  it("seals WeCom's example byte for byte", () => {
    const random = Buffer.from('0960688932c47ef1');
    const sealed = crypto.seal(PLAINTEXT, { timestamp: EVENT.timestamp, nonce: EVENT.nonce, random });
    expect(sealed).toEqual({ query: EVENT, encrypt: ENCRYPT });
  });

  it('refuses a changed cipher text before decrypting it', () => {
    const changed = ENCRYPT.replace('RypE', 'RypF');
    expect(crypto.openEvent(EVENT, envelope(changed))).toEqual({ ok: false, reason: 'bad-signature' });
  });

  it('refuses a message that is signed with our token but meant for another corp', () => {
    const theirs = createCallbackCrypto({
      token: 'QDG6eK',
      encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      receiveId: 'ww-another',
    });
    const { query, encrypt } = theirs.seal('hello', { timestamp: '1', nonce: '2' });
    expect(crypto.openEvent(query, envelope(encrypt))).toEqual({ ok: false, reason: 'wrong-receiver' });
  });

  it('refuses a rightly signed text that is no cipher text', () => {
    const other = createCallbackCrypto({
      token: 'QDG6eK',
      encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
      receiveId: 'wx5823bf96d3bd56c7',
    });
    const { query, encrypt } = other.seal('hello', { timestamp: '1', nonce: '2' });
    expect(crypto.openEvent(query, envelope(encrypt)).ok).toBe(false);
  });

  it.each([
    ['no query', {}, envelope(ENCRYPT), 'bad-query'],
    ['no XML', EVENT, 'hello', 'bad-body'],
  ])('refuses a request with %s', (_case, query, body, reason) => {
    expect(crypto.openEvent(query, body)).toEqual({ ok: false, reason });
  });

  it('opens texts of every length around the block of 32 bytes', () => {
    for (let length = 0; length <= 70; length++) {
      const plaintext = '复'.repeat(length);
      const { query, encrypt } = crypto.seal(plaintext, { timestamp: '1', nonce: '2' });
      expect(crypto.openEvent(query, envelope(encrypt))).toEqual({ ok: true, plaintext });
    }
  });
});

describe('callback events', () => {
  const kf = (token: string): string =>
    `<xml><ToUserName><![CDATA[ww1]]></ToUserName><CreateTime>1348831860</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA[${token}]]></Token><OpenKfId><![CDATA[wkA]]></OpenKfId></xml>`;

  it('reads news of a service account', () => {
    expect(parseCallbackEvent(kf('ENC1'))).toEqual({ kind: 'kf-message', openKfId: 'wkA', token: 'ENC1' });
  });

  it('passes an event it does not know by its name', () => {
    expect(parseCallbackEvent('<xml><Event><![CDATA[change_external_contact]]></Event></xml>')).toEqual({
      kind: 'other',
      event: 'change_external_contact',
    });
  });

  it('never expands entities and refuses a document type', () => {
    expect(parseCallbackEvent('<!DOCTYPE x [<!ENTITY a "b">]><xml><Event>&a;</Event></xml>')).toBeUndefined();
    expect(parseCallbackEvent('<xml><Event>&lt;</Event></xml>')).toEqual({ kind: 'other', event: '&lt;' });
  });

  it('gives two events of the same second two inbox keys', () => {
    expect(callbackInboxKey(kf('ENC1'))).not.toBe(callbackInboxKey(kf('ENC2')));
  });
});
