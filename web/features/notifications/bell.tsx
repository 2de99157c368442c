import { ActionIcon, Button, Popover, UnstyledButton } from '@mantine/core';
import { IconBell, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { CountMark } from '../../ui/count-mark.tsx';
import classes from './bell.module.css';
import { BrowserQuestion } from './browser-question.tsx';
import { NotificationList } from './notification-list.tsx';
import { useMarkNotifications } from './use-mark-notifications.ts';
import { useNotifications, useUnread } from './use-notifications.ts';

const shownInBell = 8;

/** How much is unread; opens the newest. */
export function Bell() {
  const unread = useUnread() ?? 0;
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width="min(26rem, calc(100vw - 1rem))" position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.bell}
          onClick={() => setOpened((value) => !value)}
          aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
        >
          <IconBell size={20} aria-hidden />
          <CountMark count={unread} what="unread" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Notifications">
        <Newest unread={unread} onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Newest({ unread, onClose }: { unread: number; onClose(): void }) {
  const list = useNotifications({ unreadOnly: false, type: null });
  const { markRead, markAllRead } = useMarkNotifications();
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <h2>Notifications</h2>
        <Button variant="subtle" size="compact-sm" disabled={unread === 0} onClick={() => void markAllRead()}>
          Mark all read
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          renderRoot={(props) => <Link to={paths.settings} {...props} />}
          aria-label="Settings of notifications"
          onClick={onClose}
        >
          <IconSettings size={18} aria-hidden />
        </ActionIcon>
      </div>
      <BrowserQuestion />
      <div className={classes.body}>
        <NotificationList
          list={list}
          atMost={shownInBell}
          empty={{ title: 'Nothing to tell you', text: 'What needs your attention will be here.' }}
          onOpen={(notification) => {
            markRead(notification);
            onClose();
          }}
        />
      </div>
      <Link to={paths.notifications} className={classes.all} onClick={onClose}>
        See all
      </Link>
    </div>
  );
}
