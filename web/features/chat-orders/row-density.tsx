import { ActionIcon } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconBaselineDensityMedium } from '@tabler/icons-react';

/** Whether this person wants roomy rows on this device. */
export const useComfortableRows = (userId: string) =>
  useLocalStorage({ key: `medsync-comfortable-rows-${userId}`, defaultValue: false, getInitialValueInEffect: false });

interface RowDensityProps {
  isComfortable: boolean;
  onChange(isComfortable: boolean): void;
}

export const RowDensity = ({ isComfortable, onChange }: RowDensityProps) => (
  <ActionIcon
    variant={isComfortable ? 'light' : 'default'}
    size={36}
    aria-label="Comfortable rows"
    aria-pressed={isComfortable}
    title="Comfortable rows"
    onClick={() => onChange(!isComfortable)}
  >
    <IconBaselineDensityMedium size={18} aria-hidden />
  </ActionIcon>
);
