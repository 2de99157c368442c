import { Text, Title } from '@mantine/core';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { useUser } from '../../lib/use-user.ts';
import { useNow } from '../../ui/clock.ts';
import { birthDate } from '../../ui/time-words.ts';
import { PeopleHere } from '../conversation/people-here.tsx';
import { useClinicTime } from '../schedule/clinic-time.ts';
import { ageOn } from './age.ts';
import classes from './patient-page.module.css';
import { useChartViewers } from './use-chart-viewers.ts';

/** Whose chart it is, and who else has it open at the moment. */
export function PatientHeader({ patient: { id, name, dateOfBirth } }: { patient: PatientName }) {
  const user = useUser();
  const time = useClinicTime();
  const age = ageOn(dateOfBirth, time.day(useNow(60_000)));
  const viewers = useChartViewers(id);
  return (
    <header className={classes.head}>
      <div className={classes.who}>
        <Title order={1} size="lg" className={classes.name}>
          {name}
        </Title>
        <Text c="dimmed" data-time>
          b. {birthDate(dateOfBirth)}, {age === 1 ? '1 year' : `${age} years`}
        </Text>
      </div>
      <div className={classes.viewers}>
        {viewers ? (
          <PeopleHere viewers={viewers.map(({ userId, ...viewer }) => ({ id: userId, ...viewer }))} callerId={user.id} faceSize={28} />
        ) : (
          <Text size="xs" c="dimmed" role="group" aria-label="Who is here">
            Who else is here is not known right now
          </Text>
        )}
      </div>
    </header>
  );
}
