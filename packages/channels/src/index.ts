export * from './channel.ts';
export {
  type CallbackCrypto,
  type CallbackSecrets,
  callbackSecrets,
  createCallbackCrypto,
  type Opened,
} from './wecom/callback-crypto.ts';
export { type CallbackEvent, callbackInboxKey, parseCallbackEvent } from './wecom/callback-event.ts';
export { createWecomKf, type WecomKfConfig, wecomKfConfig } from './wecom/kf-channel.ts';
export { kfMessageId } from './wecom/message-id.ts';
