/** The sandbox's own record: what really reached a patient's chat. It never deduplicates. */
export interface SandboxMessage {
  msgid: string;
  touser: string;
  text: string;
}

export async function acceptedMessages(sandboxUrl: string): Promise<SandboxMessage[]> {
  const answer = await fetch(`${sandboxUrl}/__sandbox/requests?after=0&limit=100000`);
  const { requests } = (await answer.json()) as { requests: { accepted: boolean; message?: SandboxMessage }[] };
  return requests.flatMap((request) => (request.accepted && request.message ? [request.message] : []));
}

/** Every request to send, refused ones too. */
export async function sendRequests(sandboxUrl: string): Promise<SandboxMessage[]> {
  const answer = await fetch(`${sandboxUrl}/__sandbox/requests?after=0&limit=100000`);
  const { requests } = (await answer.json()) as { requests: { message?: SandboxMessage }[] };
  return requests.flatMap((request) => (request.message ? [request.message] : []));
}

/** Where the sandbox of the started product answers. */
export async function sandboxOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/trpc/session.system`);
  const { result } = (await answer.json()) as { result: { data: { sandboxUrl: string } } };
  return result.data.sandboxUrl;
}
