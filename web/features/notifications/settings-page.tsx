import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { placeOf } from '../../app/place.ts';
import { useUser } from '../../lib/use-user.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { BrowserSetting } from './browser-setting.tsx';
import { ChannelTable } from './channel-table.tsx';
import { QuietHoursSetting } from './quiet-hours-setting.tsx';
import classes from './settings-page.module.css';
import { SoundSetting } from './sound-setting.tsx';
import { typesOf } from './type-words.ts';
import { usePreferences } from './use-preferences.ts';

/** How MedSync may call for the person's attention, on all of their devices. */
export function SettingsPage() {
  usePageTitle('Settings');
  const user = useUser();
  const { data, error, refetch, change } = usePreferences();
  return (
    <div className={classes.page}>
      <Title order={1} size="lg">
        Settings
      </Title>
      <section className={classes.section} aria-labelledby="how">
        <h2 id="how">What you are told, and how</h2>
        <Text c="dimmed">It holds on all of your devices. What is off is not kept in your list either.</Text>
        {error && !data && <ErrorState title="Your settings could not be loaded" error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton height={264} />}
        {data && (
          <ChannelTable
            types={typesOf[placeOf(user)]}
            channels={data.channels}
            onChange={(type, channels) => change({ channels: { [type]: channels } })}
          />
        )}
      </section>
      <section className={classes.section} aria-labelledby="quiet">
        <h2 id="quiet">Quiet hours</h2>
        <Text c="dimmed">
          {user.role === 'patient'
            ? 'What comes in these hours waits in your list without a sound.'
            : 'What comes in these hours waits in your list without a sound. Urgent alerts break through.'}
        </Text>
        {data ? (
          <QuietHoursSetting value={data.quietHours} usualZone={user.tenantTimeZone} onChange={(quietHours) => change({ quietHours })} />
        ) : (
          !error && <Skeleton height={36} />
        )}
      </section>
      <section className={classes.section} aria-labelledby="here">
        <h2 id="here">In this browser</h2>
        <Stack gap={12}>
          <BrowserSetting />
          <SoundSetting />
        </Stack>
      </section>
    </div>
  );
}
