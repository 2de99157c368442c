import { Alert, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClinicSettings } from '../../../shared/clinic-settings.ts';
import { errorWords, failureOf } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import { ChangedNotice } from '../schedule/changed-notice.tsx';
import classes from './clinic-settings-page.module.css';
import { HoursFields } from './hours-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { acceptSettings, clinicSettingsKey } from './settings-cache.ts';
import { draftOf, settingsDifferences, settingsOf } from './settings-draft.ts';

/** The fields of the settings. What another administrator changes meanwhile is shown and never overwritten unseen. */
export function SettingsForm({ settings }: { settings: ClinicSettings }) {
  const queryClient = useQueryClient();
  const [base, setBase] = useState(settings);
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [asked, setAsked] = useState(false);
  const save = trpc.clinic.setSettings.useMutation({
    onSuccess(saved) {
      acceptSettings(queryClient, saved);
      setBase(saved);
      setAsked(false);
      notifications.show({ message: 'The settings are saved.', closeButtonProps: { 'aria-label': 'Close' } });
    },
    onError: (error) => {
      if (failureOf(error)?.reason === 'STALE_VERSION') void queryClient.invalidateQueries({ queryKey: clinicSettingsKey });
    },
  });
  const isOutdated = settings.version > base.version && !save.isPending;
  const chosen = settingsOf(draft);
  const isUnchanged = JSON.stringify(draft) === JSON.stringify(draftOf(base));

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
            setBase(settings);
            setDraft(draftOf(settings));
            save.reset();
          }}
          onKeepMine={() => {
            setBase(settings);
            save.reset();
          }}
        />
      )}
      <HoursFields days={draft.days} showProblems={asked} onChange={(days) => setDraft({ ...draft, days })} />
      <LimitFields minutes={draft.minutes} showProblems={asked} onChange={(minutes) => setDraft({ ...draft, minutes })} />
      {save.isError && failureOf(save.error)?.reason !== 'STALE_VERSION' && (
        <Alert color="red" role="alert" title="The settings were not saved">
          {errorWords(save.error)}
        </Alert>
      )}
      <Group gap={8}>
        <Button type="submit" loading={save.isPending} disabled={isOutdated || isUnchanged}>
          Save
        </Button>
        <Button variant="default" disabled={isUnchanged} onClick={() => setDraft(draftOf(base))}>
          Undo changes
        </Button>
      </Group>
    </form>
  );
}
