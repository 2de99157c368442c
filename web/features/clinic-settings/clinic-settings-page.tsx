import { Skeleton, Text, Title } from '@mantine/core';
import { useUser } from '../../lib/use-user.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import classes from './clinic-settings-page.module.css';
import { SettingsForm } from './settings-form.tsx';
import { useClinicSettings } from './use-clinic-settings.ts';

/** What the clinic decides for itself: its hours, and when a wait is too long. */
export function ClinicSettingsPage() {
  usePageTitle('Clinic settings');
  const { tenantName, tenantTimeZone } = useUser();
  const { settings, error, retry } = useClinicSettings();
  return (
    <div className={classes.page}>
      <div>
        <Title order={1} size="lg">
          Clinic settings
        </Title>
        <Text c="dimmed">
          For everyone at {tenantName}, in {tenantTimeZone} time. Every open schedule and board follows at once.
        </Text>
      </div>
      {error !== null && !settings && <ErrorState title="The settings could not be loaded" error={error} onRetry={retry} />}
      {error === null && !settings && <SettingsSkeleton />}
      {settings && <SettingsForm settings={settings} />}
    </div>
  );
}

const SettingsSkeleton = () => (
  <div className={classes.form} role="status" aria-busy="true" aria-label="Loading">
    {[352, 208].map((height) => (
      <Skeleton key={height} height={height} />
    ))}
  </div>
);
