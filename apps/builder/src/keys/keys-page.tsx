import { Button, CopyButton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorView } from '../api/error-view.ts';
import { notifyError } from '../api/notify.ts';
import { client, queryClient, trpc } from '../api/trpc.ts';
import { Fault } from '../shell/fault.tsx';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';

/** API keys of the organization. A secret is shown once, right after it was made. */
export function KeysPage() {
  const say = useSay();
  const locale = useLocale();
  const keys = useQuery(trpc.keys.list.queryOptions());
  const [name, setName] = useState('');
  const [secret, setSecret] = useState<string | undefined>();
  const reload = () => queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() });
  const create = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setSecret((await client.keys.create.mutate({ name: name.trim() })).secret);
      setName('');
      await reload();
    } catch (error) {
      notifyError(error);
    }
  };
  const revoke = (id: string) => client.keys.revoke.mutate({ id }).then(reload, notifyError);
  if (keys.error && !keys.data) return <Fault view={errorView(keys.error)} retry={() => void keys.refetch()} />;
  return (
    <>
      <header className="mh">
        <h1>{say('nav.keys')}</h1>
        <span className="sp" />
        <form className="row" onSubmit={(event) => void create(event)}>
          <TextInput
            aria-label={say('keysPage.name')}
            placeholder={say('keysPage.name')}
            value={name}
            maxLength={60}
            data-testid="key-name"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={name.trim() === ''} data-testid="key-create">
            {say('keysPage.create')}
          </Button>
        </form>
      </header>
      {secret && (
        <div className="secret" role="status">
          <span className="sm">{say('keysPage.once')}</span>
          <code data-testid="key-secret">{secret}</code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {say(copied ? 'action.copied' : 'action.copy')}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      <div className="tbl plain">
        <table>
          <thead>
            <tr>
              <th>{say('keysPage.name')}</th>
              <th>{say('keysPage.created')}</th>
              <th>{say('keysPage.used')}</th>
              <th>{say('journeys.status')}</th>
              <th className="r" />
            </tr>
          </thead>
          <tbody>
            {keys.data?.map((key) => (
              <tr key={key.id}>
                <td className="m">{key.name}</td>
                <td className="num">{timeText(key.createdAt, 'dayClock', locale)}</td>
                <td className="num">
                  {key.lastUsedAt === undefined ? '—' : timeText(key.lastUsedAt, 'dayClock', locale)}
                </td>
                <td>{say(key.revoked ? 'keysPage.revoked' : 'keysPage.active')}</td>
                <td className="r">
                  {!key.revoked && (
                    <Button variant="subtle" c="var(--err)" onClick={() => void revoke(key.id)}>
                      {say('keysPage.revoke')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {keys.data?.length === 0 && <p className="emptystate mute">{say('keysPage.empty')}</p>}
      </div>
    </>
  );
}
