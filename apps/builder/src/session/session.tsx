import { Loader } from '@mantine/core';
import type { Me, SystemInfo } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { signOut } from '../api/auth.ts';
import { errorView } from '../api/error-view.ts';
import { queryClient, trpc } from '../api/trpc.ts';
import { Fault } from '../shell/fault.tsx';
import { SignInPage } from './sign-in-page.tsx';

const MeContext = createContext<Me | undefined>(undefined);

/** The signed-in person. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is for pages behind the sign-in');
  return me;
}

export const useSystem = (): SystemInfo | undefined =>
  useQuery({ ...trpc.session.system.queryOptions(), staleTime: Number.POSITIVE_INFINITY }).data;

export async function endSession(): Promise<void> {
  await signOut();
  queryClient.clear();
  window.location.assign('/');
}

/** Everything but the sign-in page is behind this. */
export function Session({ children }: { children: ReactNode }) {
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 60_000 });
  if (me.isPending) {
    return (
      <div className="centred">
        <Loader size="sm" />
      </div>
    );
  }
  if (me.error) return <Fault view={errorView(me.error)} retry={() => void me.refetch()} />;
  if (!me.data) return <SignInPage />;
  return <MeContext.Provider value={me.data}>{children}</MeContext.Provider>;
}
