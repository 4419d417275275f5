import { Button, PasswordInput, TextInput } from '@mantine/core';
import { ERRORS } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { signIn } from '../api/auth.ts';
import { queryClient, trpc } from '../api/trpc.ts';
import { Mark } from '../shell/mark.tsx';
import { Preferences } from '../shell/preferences.tsx';
import { useSay, useText } from '../words/words.ts';

/** E-mail and password, and on a demo installation one button per role. */
export function SignInPage() {
  const say = useSay();
  const text = useText();
  const system = useQuery(trpc.session.system.queryOptions());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const enter = async (email: string, password: string) => {
    setBusy(true);
    setProblem('');
    const result = await signIn(email, password);
    if (result === 'ok') await queryClient.invalidateQueries({ queryKey: trpc.session.me.queryKey() });
    else setProblem(result === 'refused' ? text(ERRORS.SIGN_IN_FAILED) : say('error.unreachable'));
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter(String(form.get('email') ?? ''), String(form.get('password') ?? ''));
  };
  const demo = system.data?.demoAccounts ?? [];
  return (
    <main className="signin">
      <div className="signincard">
        <div className="row">
          <Mark />
          <span className="brandname">
            Suivi<span lang="zh-CN">随访</span>
          </span>
        </div>
        <h1>{say('signIn.title')}</h1>
        {demo.length > 0 && (
          <section aria-label={say('signIn.demo')}>
            <p className="sm mute">{say('signIn.demo')}</p>
            <div className="demo">
              {demo.map((account) => (
                <button
                  key={account.email}
                  type="button"
                  className="demoaccount"
                  disabled={busy}
                  data-testid={`sign-in-${account.email.split('@')[0]}`}
                  onClick={() => void enter(account.email, account.password)}
                >
                  <span className="av b" aria-hidden="true">
                    {[...account.name][0]}
                  </span>
                  <span>
                    <span className="m el">{account.name}</span>
                    <span className="xs mute el">{say(`role.${account.role}`)}</span>
                  </span>
                </button>
              ))}
            </div>
            <p className="or xs mute">{say('signIn.or')}</p>
          </section>
        )}
        <form className="stack" onSubmit={submit}>
          <TextInput
            label={say('signIn.email')}
            name="email"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
          />
          <PasswordInput
            label={say('signIn.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <p className="fielderr" role="alert">
            {problem}
          </p>
          <Button type="submit" fullWidth loading={busy} variant={demo.length > 0 ? 'default' : 'filled'}>
            {say('signIn.submit')}
          </Button>
        </form>
        <Preferences />
      </div>
    </main>
  );
}
