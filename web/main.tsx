import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import './app/forced-colors.css';
import './app/touch.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { createLiveStore } from './app/live.ts';
import { createAuthCalls } from './lib/auth-calls.ts';
import { keepCompositionKeys } from './lib/composition.ts';
import { keepFocus } from './lib/keep-focus.ts';
import { createServerTime } from './lib/server-time.ts';
import { createSession } from './lib/session.ts';
import { signOutNote } from './lib/sign-out-note.ts';
import { openTabChannel } from './lib/tab-channel.ts';
import { guardClicks } from './ui/click-guard.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

keepCompositionKeys(window);
guardClicks(window);
keepFocus(document);
const serverTime = createServerTime();
const session = createSession({ calls: createAuthCalls(serverTime), openTabs: openTabChannel, note: signOutNote });
const live = createLiveStore(session, serverTime);
void session.start();

createRoot(root).render(
  <StrictMode>
    <App session={session} live={live} serverTime={serverTime} />
  </StrictMode>,
);
