import { setTimeout as sleep } from 'node:timers/promises';

/** The trigger of the seeded example journey, which answers it with one message at once. */
const EVENT = 'dispense.recorded';
const SENDERS = 4;
const PACE_MS = 150;
/** Each event of a type goes to every run of its patient that listens: many runs of one patient would only cost time. */
const PATIENTS = 16;

export interface Answer {
  status: number;
  retryAfter: string | null;
  body: Record<string, unknown>;
}

/** Another system and a person's browser, as tests use them against a started product. */
export class ProductClient {
  readonly url: string;
  #key = '';
  #patients: { externalId: string; chat: string }[] = [];
  #sandbox = '';
  #count = 0;
  /** Ids of the events that were accepted. */
  readonly accepted = new Set<string>();

  constructor(url: string) {
    this.url = url;
  }

  /** Takes an API key and some test patients. */
  async arrive(): Promise<void> {
    const [admin, operator] = await Promise.all([this.signIn('admin'), this.signIn('operator')]);
    this.#key = String((await this.rpc(admin, 'keys.create', { name: 'HIS' })).secret);
    for (let n = 0; n < PATIENTS; n += 1) {
      const { externalId, chat } = await this.rpc(operator, 'patients.createTest', { name: `张${n}` });
      this.#patients.push({ externalId: String(externalId), chat: String(chat) });
    }
    this.#sandbox = String((await this.system()).sandboxUrl);
  }

  async signIn(role: string): Promise<string> {
    const answer = await this.#post('/api/auth/sign-in/email', { email: `${role}@demo.suivi`, password: 'suivi-demo' });
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  async rpc(cookie: string, name: string, input: unknown): Promise<Record<string, unknown>> {
    const answer = (await (await this.#post(`/trpc/${name}`, input, { cookie })).json()) as {
      result?: { data: Record<string, unknown> };
      error?: { data: { suivi: Record<string, unknown> } };
    };
    return answer.result?.data ?? answer.error?.data.suivi ?? {};
  }

  async system(): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.url}/trpc/session.system`);
    return ((await answer.json()) as { result: { data: Record<string, unknown> } }).result.data;
  }

  /** 200, or which parts /health/ready names. */
  async ready(): Promise<string> {
    const answer = await fetch(`${this.url}/health/ready`);
    const body = (await answer.json()) as { errors?: { down: string[] } };
    return answer.ok ? 'ready' : `${answer.status} ${body.errors?.down.join()}`;
  }

  /** Sends an event; equal ids are equal events. */
  async send(messageId: string): Promise<Answer> {
    const patient = this.#patients[Number(messageId.replace(/\D/g, '')) % PATIENTS]?.externalId;
    const event = { messageId, patient, type: EVENT, data: { drug: messageId } };
    const answer = await this.#post('/v1/events', event, { authorization: `Bearer ${this.#key}` });
    const body = (await answer.json()) as Record<string, unknown>;
    if (answer.ok) this.accepted.add(messageId);
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
  }

  /**
   * Sends events one after the other until `enough`, as a careful system does: what was not accepted is sent again
   * under the same id. @returns every answer that was no acceptance.
   */
  async load(enough: () => boolean): Promise<Answer[]> {
    const refusals: Answer[] = [];
    const sender = async () => {
      while (!enough()) {
        const id = `m-${this.#count++}`;
        while (!this.accepted.has(id)) {
          const answer = await this.send(id);
          if (!this.accepted.has(id)) refusals.push(answer);
          await sleep(PACE_MS);
        }
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    return refusals;
  }

  /** What the sandbox accepted for our patients: its own record, which never deduplicates. */
  async messages(): Promise<number> {
    const answer = await fetch(`${this.#sandbox}/__sandbox/requests?after=0&limit=10000`);
    const { requests } = (await answer.json()) as { requests: { accepted: boolean; message?: { touser: string } }[] };
    const ours = new Set(this.#patients.map(({ chat }) => chat));
    return requests.filter(({ accepted, message }) => accepted && message && ours.has(message.touser)).length;
  }

  #post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url, ...headers },
      body: JSON.stringify(body),
    });
  }
}
