import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { queryClient } from './api/trpc.ts';
import { AuditPage } from './audit/audit-page.tsx';
import { JourneyPage } from './journey/journey-page.tsx';
import { JourneysPage } from './journeys/journeys-page.tsx';
import { KeysPage } from './keys/keys-page.tsx';
import { PatientPage } from './patients/patient-page.tsx';
import { PatientsPage } from './patients/patients-page.tsx';
import { Session } from './session/session.tsx';
import { DesignOnly } from './shell/design-only.tsx';
import { Landing } from './shell/landing.tsx';
import { Shell } from './shell/shell.tsx';
import { cssVariables, theme } from './theme/mantine-theme.ts';
import { schemeManager } from './theme/scheme.ts';
import { langTag, useLocale } from './words/words.ts';
import { WorkPage } from './work/work-page.tsx';

const router = createBrowserRouter([
  {
    element: <Shell />,
    children: [
      { path: '/', element: <Landing /> },
      { path: '/journeys', element: <JourneysPage /> },
      { path: '/work', element: <WorkPage /> },
      { path: '/patients', element: <PatientsPage /> },
      { path: '/patients/:id', element: <PatientPage /> },
      { path: '/keys', element: <KeysPage /> },
      { path: '/audit', element: <AuditPage /> },
    ],
  },
  { path: '/journeys/:id', element: <JourneyPage /> },
  { path: '*', element: <Shell />, children: [{ path: '*', element: <JourneysPage /> }] },
]);

export function App() {
  const locale = useLocale();
  useEffect(() => {
    document.documentElement.lang = langTag(locale);
  }, [locale]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <Notifications className="toasts" position="bottom-center" limit={3} autoClose={4_000} />
        <DesignOnly />
        <Session>
          <RouterProvider router={router} />
        </Session>
      </QueryClientProvider>
    </MantineProvider>
  );
}
