import { CloseButton, Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { skipToken } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PatientName } from '../../shared/chat-orders.ts';
import { sentence } from '../../shared/text.ts';
import { errorWords } from '../lib/error-words.ts';
import { trpc } from '../lib/trpc.ts';
import { PersonName } from './person-name.tsx';
import { birthDate } from './time-words.ts';

interface PatientPickerProps {
  value: PatientName | null;
  onChange(patient: PatientName | null): void;
  error?: ReactNode;
  /** What it is for may also be about nobody. */
  isOptional?: boolean;
}

/** Finds one patient by name; the date of birth tells those of one name apart. */
export function PatientPicker({ value, onChange, error, isOptional = false }: PatientPickerProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), 200);
  const found = trpc.patients.search.useQuery(query === '' ? skipToken : { query }, { networkMode: 'always' });

  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(id) => {
        onChange(found.data?.find((patient) => patient.id === id) ?? null);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          label={isOptional ? 'Patient (optional)' : 'Patient'}
          required={!isOptional}
          data-autofocus={!isOptional || undefined}
          placeholder="Search by name"
          error={error}
          rightSection={
            value ? (
              <CloseButton aria-label="Choose another patient" onClick={() => { onChange(null); setText(''); }} />
            ) : (
              found.isFetching && <Loader size={16} />
            )
          }
          value={value ? sentence`${value.name}, b. ${birthDate(value.dateOfBirth)}` : text}
          onChange={({ currentTarget }) => {
            onChange(null);
            setText(value ? '' : currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={query === '' || value !== null}>
        <Combobox.Options aria-label="Patients">
          {found.data?.map((patient) => (
            <Combobox.Option key={patient.id} value={patient.id}>
              <PersonName name={patient.name} dateOfBirth={patient.dateOfBirth} />
            </Combobox.Option>
          ))}
          {found.data?.length === 0 && <Combobox.Empty>No patient of this name</Combobox.Empty>}
          {found.isError && <Combobox.Empty>{errorWords(found.error)}</Combobox.Empty>}
          {found.isPending && <Combobox.Empty>Searching…</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
