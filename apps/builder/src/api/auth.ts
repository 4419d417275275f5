import { organizationClient } from 'better-auth/client/plugins';
import { createAuthClient } from 'better-auth/react';

const auth = createAuthClient({ basePath: '/api/auth', plugins: [organizationClient()] });

export type SignInResult = 'ok' | 'refused' | 'unreachable';

/** Signs in with e-mail and password; the session is a cookie, nothing is kept here. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const { error } = await auth.signIn.email({ email, password });
    if (!error) return 'ok';
    return error.status >= 500 || error.status === 0 ? 'unreachable' : 'refused';
  } catch {
    return 'unreachable';
  }
}

export async function signOut(): Promise<void> {
  await auth.signOut();
}
