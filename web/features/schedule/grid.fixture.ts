import { defaultClinicSettings } from '../../../shared/clinic-settings.ts';
import { clinicTime } from './clinic-time.ts';
import { dayGrid, weekGrid, type Grid } from './grid-columns.ts';
import { visitOf } from './visit.fixture.ts';

const { openingHours } = defaultClinicSettings;
const chen = { id: 'chen', name: 'Wei Chen' };
const patel = { id: 'patel', name: 'Anjali Patel' };

/** The day of `visitOf`, UTC, of both providers. */
export const dayOfBoth = (): Grid => dayGrid({ day: '2026-06-15', visits: [visitOf()], time: clinicTime('UTC', () => Date.parse('2026-06-15T12:00:00Z')), openingHours }, [chen, patel]);

/** Dr. Chen's week around `day` in `zone`. */
export const weekOfChen = (day: string, zone: string): Grid => weekGrid({ day, visits: [], time: clinicTime(zone, () => Date.parse('2026-06-15T12:00:00Z')), openingHours }, chen);
