import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import type { ServerTime } from '../lib/server-time.ts';
import type { Session } from '../lib/session.ts';
import { SessionContext } from '../lib/use-session.ts';
import { ClockContext, createClock } from '../ui/clock.ts';
import { createSound, SoundContext } from '../ui/sound.ts';
import { usePrinting } from '../ui/use-printing.ts';
import { LiveContext } from './live-providers.tsx';
import type { LiveStore } from './live.ts';
import { createRouter } from './router.tsx';
import { cssVariables, staffTheme } from './theme.ts';

export function App({ session, live, serverTime }: { session: Session; live: LiveStore; serverTime: ServerTime }) {
  const [router] = useState(createRouter);
  const [clock] = useState(() => createClock(serverTime));
  const [sound] = useState(() => createSound());
  const onPaper = usePrinting();
  return (
    <MantineProvider
      theme={staffTheme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      // paper is white, whatever the screen is
      {...(onPaper && { forceColorScheme: 'light' as const })}
    >
      <ClockContext value={clock}>
        <SoundContext value={sound}>
          <SessionContext value={session}>
            <LiveContext value={live}>
              <Notifications position="bottom-right" limit={3} containerWidth={320} />
              <RouterProvider router={router} />
            </LiveContext>
          </SessionContext>
        </SoundContext>
      </ClockContext>
    </MantineProvider>
  );
}
