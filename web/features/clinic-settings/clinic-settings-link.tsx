import { ActionIcon } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';

/** The way to the clinic's hours and limits, for who may set them. */
export function ClinicSettingsLink() {
  if (useUser().role !== 'admin') return null;
  return (
    <ActionIcon component={Link} to={paths.clinicSettings} variant="default" size={36} aria-label="Clinic settings" title="Clinic settings">
      <IconSettings size={18} aria-hidden />
    </ActionIcon>
  );
}
