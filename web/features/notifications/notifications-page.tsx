import { ActionIcon, Button, Select, Switch, Title } from '@mantine/core';
import { IconSettings, IconSpeakerphone } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { placeOf } from '../../app/place.ts';
import { useUser } from '../../lib/use-user.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { AnnouncementDialog } from './announcement-dialog.tsx';
import { readNotificationAddress, writeNotificationAddress } from './notification-address.ts';
import { NotificationList } from './notification-list.tsx';
import classes from './notifications-page.module.css';
import { typesOf, typeWords } from './type-words.ts';
import { useMarkNotifications } from './use-mark-notifications.ts';
import { useNotifications, useUnread } from './use-notifications.ts';

/** Everything that the person was notified of, the newest first. */
export function NotificationsPage() {
  usePageTitle('Notifications');
  const user = useUser();
  const types = typesOf[placeOf(user)];
  const [search, setSearch] = useSearchParams();
  const { itemId, ...filter } = readNotificationAddress(search);
  const list = useNotifications(filter);
  const unread = useUnread() ?? 0;
  const { markRead, markAllRead } = useMarkNotifications();
  const [announcing, setAnnouncing] = useState(false);
  const show = (part: Partial<typeof filter>) => setSearch(writeNotificationAddress({ ...filter, ...part }), { replace: true });
  const isFiltered = filter.unreadOnly || filter.type !== null;

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1} size="lg" className={classes.title}>
          Notifications
        </Title>
        {user.role === 'admin' && (
          <Button variant="light" leftSection={<IconSpeakerphone size={16} aria-hidden />} onClick={() => setAnnouncing(true)}>
            Announce
          </Button>
        )}
        <ActionIcon variant="default" size={44} renderRoot={(props) => <Link to={paths.settings} {...props} />} aria-label="Settings of notifications">
          <IconSettings size={18} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.filters}>
        <Switch
          label="Unread only"
          checked={filter.unreadOnly}
          onChange={({ currentTarget }) => show({ unreadOnly: currentTarget.checked })}
        />
        {types.length > 1 && (
          <Select
            className={classes.about ?? ''}
            aria-label="About"
            placeholder="About everything"
            clearable
            clearButtonProps={{ 'aria-label': 'About everything' }}
            data={types.map((type) => ({ value: type, label: typeWords[type].name }))}
            value={filter.type}
            onChange={(type) => show({ type: types.find((one) => one === type) ?? null })}
          />
        )}
        <Button variant="subtle" disabled={unread === 0} onClick={() => void markAllRead()} className={classes.all}>
          Mark all read
        </Button>
      </div>
      <div className={classes.panel}>
        <NotificationList
          list={list}
          wholeId={itemId}
          empty={
            isFiltered
              ? { title: 'Nothing that fits', text: filter.unreadOnly ? 'You have read everything of this kind.' : 'Choose another kind to see more.' }
              : { title: 'Nothing to tell you', text: 'What needs your attention will be here.' }
          }
          onOpen={markRead}
        />
      </div>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {list.isFetchNextPageError ? 'Older ones did not load. Try again' : 'Show older'}
        </Button>
      )}
      {announcing && <AnnouncementDialog onClose={() => setAnnouncing(false)} />}
    </div>
  );
}
