import type { AppRouter } from '@suivi/runtime/api';
import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { errorView } from './error-view.ts';

/** The typed client; every call carries the session cookie, as it goes to our own origin. */
export const client = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: httpBatchLink({ url: '/trpc', maxURLLength: 8_000 }),
    }),
  ],
});

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal: only what never reached us is worth another try.
      retry: (failures, error) => !errorView(error) && failures < 2,
      staleTime: 5_000,
    },
  },
});

export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
