import { Popover, UnstyledButton } from '@mantine/core';
import { IconCircleDashed, IconCircleFilled, IconCloudOff, IconLogout, IconRefresh, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocalNow } from '../ui/clock.ts';
import { catchUpWords } from './catch-up.ts';
import classes from './connection-badge.module.css';
import { ConnectionIndicator } from './connection-indicator.tsx';
import type { ConnectionState } from './connection-machine.ts';
import { connectionWord, nextTryWords } from './connection-words.ts';
import { useConnection } from './use-connection.ts';

const showCaughtUpFor = 6_000;

const signs: Record<ConnectionState['name'], Icon> = {
  connecting: IconCircleDashed,
  live: IconCircleFilled,
  reconnecting: IconRefresh,
  offline: IconCloudOff,
  session_ended: IconLogout,
};

/** Says in a word whether what is on screen is current; opens the whole story. */
export function ConnectionBadge() {
  const { state, caughtUp } = useConnection();
  const [opened, setOpened] = useState(false);
  const Sign = signs[state.name];
  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.badge}
          data-testid="connection-badge"
          data-state={state.name}
          data-way={state.name === 'live' ? state.way : undefined}
          onClick={() => setOpened((value) => !value)}
          aria-label={`Connection: ${connectionWord(state)}`}
        >
          <span className={classes.sign}>
            <Sign size={state.name === 'live' ? 10 : 16} aria-hidden />
          </span>
          <span className={classes.word}>
            {state.name === 'live' && caughtUp ? <AfterCatchUp key={caughtUp.at} {...caughtUp} word={connectionWord(state)} /> : connectionWord(state)}
          </span>
          {(state.name === 'reconnecting' || state.name === 'offline') && <Countdown state={state} />}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Connection">
        <ConnectionIndicator />
      </Popover.Dropdown>
    </Popover>
  );
}

/** For a moment, what was missed; then the word again. */
function AfterCatchUp({ count, at, word }: { count: number; at: number; word: string }) {
  const isOver = useLocalNow(1_000) - at > showCaughtUpFor;
  return isOver ? word : <span data-testid="caught-up">{catchUpWords(count)}</span>;
}

function Countdown({ state }: { state: ConnectionState }) {
  const now = useLocalNow(1_000);
  return (
    <span className={classes.countdown} data-time>
      {nextTryWords(state, now)}
    </span>
  );
}
