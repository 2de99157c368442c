import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClinicSettings } from '../../../shared/clinic-settings.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { failureOf } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { ChangedNotice } from '../schedule/changed-notice.tsx';
import classes from './clinic-settings-page.module.css';
import { HoursFields } from './hours-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { acceptSettings, clinicSettingsKey } from './settings-cache.ts';
import { draftOf, editOf, settingsDifferences, settingsOf, type SettingsDraft, type SettingsEdit } from './settings-draft.ts';

/**
 * The fields of the settings. They follow what another administrator saves; for somebody who has changed them it is shown and
 * never overwritten unseen.
 */
export function SettingsForm({ settings }: { settings: ClinicSettings }) {
  const queryClient = useQueryClient();
  const [edit, setEdit] = useState<SettingsEdit | null>(null);
  const { base, draft } = edit ?? { base: settings, draft: draftOf(settings) };
  const setDraft = (next: SettingsDraft): void => setEdit(editOf(base, next));
  const [asked, setAsked] = useState(false);
  const save = trpc.clinic.setSettings.useMutation({
    onSuccess(saved) {
      acceptSettings(queryClient, saved);
      setEdit((now) => now && editOf(saved, now.draft));
      setAsked(false);
      notifications.show({ message: 'The settings are saved.', closeButtonProps: { 'aria-label': 'Close' } });
    },
    onError: (error) => {
      if (failureOf(error)?.reason === 'STALE_VERSION') void queryClient.invalidateQueries({ queryKey: clinicSettingsKey });
    },
  });
  const isOutdated = settings.version > base.version && !save.isPending;
  const chosen = settingsOf(draft);
  const isUnchanged = edit === null;

  return (
    <form
      className={classes.form}
      aria-label="Clinic settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (chosen) save.mutate({ ...chosen, expectedVersion: base.version });
      }}
    >
      {isOutdated && (
        <ChangedNotice
          what="these settings"
          differences={settingsDifferences(base, settings)}
          onTakeTheirs={() => {
            setEdit(null);
            save.reset();
          }}
          onKeepMine={() => {
            setEdit(editOf(settings, draft));
            save.reset();
          }}
        />
      )}
      <HoursFields days={draft.days} showProblems={asked} onChange={(days) => setDraft({ ...draft, days })} />
      <LimitFields minutes={draft.minutes} showProblems={asked} onChange={(minutes) => setDraft({ ...draft, minutes })} />
      {save.isError && failureOf(save.error)?.reason !== 'STALE_VERSION' && (
        <FailureNotice title="The settings were not saved" error={save.error} />
      )}
      <Group gap={8}>
        <ActionButton type="submit" loading={save.isPending} disabled={isOutdated || isUnchanged}>
          Save
        </ActionButton>
        <Button variant="default" disabled={isUnchanged} onClick={() => setEdit(null)}>
          Undo changes
        </Button>
      </Group>
    </form>
  );
}
