import { Loader, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserSearch } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { paths } from '../../app/paths.ts';
import { trpc } from '../../lib/trpc.ts';
import { useKey } from '../../lib/use-key.ts';
import box from '../../ui/boxed-list.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import classes from './patients-page.module.css';
import { PatientsSkeleton } from './patients-skeleton.tsx';
import { LimitedInput } from '../../ui/limited-field.tsx';

/** Finds a patient by name. What is searched for stands in no address. */
export function PatientsPage() {
  usePageTitle('Patients');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), 200);
  const found = trpc.patients.search.useQuery({ query }, { placeholderData: keepPreviousData, gcTime: 0, networkMode: 'always' });
  const { search } = trpc.useUtils().patients;
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useKey('/', () => field.current?.focus());

  /** Enter opens the patient when there is only one of that name, also before the list has caught up with the typing. */
  async function openTheOne(): Promise<void> {
    if (!hasText(text)) return;
    const [first, second] = await search.fetch({ query: text.trim() }).catch(() => []);
    if (first && !second) await navigate(paths.patient(first.id));
  }

  /** Up and down, from the field into the list and back. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops: (HTMLElement | null)[] = [field.current, ...(list.current?.querySelectorAll('a') ?? [])];
    const next = stops.indexOf(document.activeElement as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1);
    if (!stops[next]) return;
    event.preventDefault();
    stops[next].focus();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys move between what is inside
    <div className={classes.page} onKeyDown={onKeyDown}>
      <Title order={1} size="lg">
        Patients
      </Title>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void openTheOne();
        }}
      >
        <LimitedInput
          ref={field}
          type="search"
          aria-label="Search patients by name"
          placeholder="Search by name"
          size="md"
          limit={limits.text.search}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={found.isFetching && !found.isPending && <Loader size={16} aria-hidden />}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </form>
      {found.isPending && <PatientsSkeleton />}
      {found.isError && <ErrorState title="The patients could not be searched" error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.length === 0 && (
        <EmptyState icon={IconUserSearch} title={query === '' ? 'No patients yet' : 'No patient of this name'}>
          A part of the first or the last name is enough.
        </EmptyState>
      )}
      {found.data && found.data.length > 0 && (
        <>
          <ul ref={list} className={box.list} aria-label="Patients">
            {found.data.map(({ id, name, dateOfBirth }) => (
              <li key={id}>
                <Link to={paths.patient(id)} className={classes.row}>
                  <PersonName name={name} dateOfBirth={dateOfBirth} />
                </Link>
              </li>
            ))}
          </ul>
          {found.data.length >= limits.page.patients && (
            <Text size="xs" c="dimmed">
              The first {limits.page.patients} by name. Write more of the name to find others.
            </Text>
          )}
        </>
      )}
    </div>
  );
}
