import { MultiSelect } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { limits } from '../../../shared/limits.ts';
import { usePresent } from '../presence/use-present.ts';
import { colleagueGroups } from './colleagues.ts';

interface PeoplePickerProps {
  value: string[];
  onChange(userIds: string[]): void;
  /** Who is in already, and nobody to choose. */
  without: readonly string[];
  error?: ReactNode;
  description?: string;
}

/** Finds colleagues by name. */
export function PeoplePicker({ value, onChange, without, error, description }: PeoplePickerProps) {
  const present = usePresent();
  const [opened, setOpened] = useState(false);
  const data = useMemo(() => colleagueGroups(present, without), [present, without]);
  return (
    <MultiSelect
      label="People"
      required
      description={description}
      placeholder={value.length === 0 ? 'Search by name' : undefined}
      data={data}
      value={value}
      onChange={onChange}
      error={error}
      searchable
      // what lies below must not stay covered; the next letter opens it again
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      onOptionSubmit={() => setOpened(false)}
      hidePickedOptions
      maxValues={limits.thread.participants}
      nothingFoundMessage="No colleague of this name"
      clearButtonProps={{ 'aria-label': 'Remove all' }}
    />
  );
}
