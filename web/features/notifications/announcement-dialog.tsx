import { Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LimitedInput, LimitedTextarea } from '../../ui/limited-field.tsx';

/** Tells everyone in the tenant something, patients too. */
export const AnnouncementDialog = ({ onClose }: { onClose(): void }) => (
  <Modal opened onClose={onClose} title="Announce to everyone" closeButtonProps={{ 'aria-label': 'Close' }}>
    <AnnouncementForm onClose={onClose} />
  </Modal>
);

function AnnouncementForm({ onClose }: { onClose(): void }) {
  const { tenantName } = useUser();
  // one form is one announcement, however often it is sent
  const [clientAnnouncementId] = useState(newId);
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [asked, setAsked] = useState(false);
  const send = trpc.announcements.send.useMutation({
    onSuccess({ recipients }) {
      notifications.show({
        title: 'Announced',
        message: recipients === 1 ? 'One person was told.' : `${recipients} people were told.`,
        closeButtonProps: { 'aria-label': 'Close' },
      });
      onClose();
    },
  });

  function submit(): void {
    setAsked(true);
    if (hasText(title) && hasText(body)) send.mutate({ clientAnnouncementId, title: title.trim(), body: body.trim() });
  }

  return (
    <form
      aria-label="Announcement"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={16}>
        <Text>Everyone in {tenantName} gets it, patients too.</Text>
        <LimitedInput
          label="Title"
          description="It may be shown outside of MedSync: name no patient."
          required
          data-autofocus
          limit={limits.text.name}
          error={asked && !hasText(title) && 'What is it about?'}
          value={title}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
        <LimitedTextarea
          label="What they should know"
          required
          autosize
          minRows={3}
          maxRows={10}
          limit={limits.text.note}
          error={asked && !hasText(body) && 'Say what they should know.'}
          value={body}
          onChange={({ currentTarget }) => setBody(currentTarget.value)}
        />
        <FailureNotice title="The announcement was not sent to everyone" error={send.error}>
          {' Sending it again reaches those who do not have it yet.'}
        </FailureNotice>
        <DialogActions confirm="Send to everyone" isPending={send.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}
