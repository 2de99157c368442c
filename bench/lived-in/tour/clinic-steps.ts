import type { Appointment } from '../../../shared/appointments.ts';
import { defaultClinicSettings } from '../../../shared/clinic-settings.ts';
import { newId } from '../../../shared/ids.ts';
import { collect } from '../../../server/testing/collect.ts';
import { change, read, type Step } from './step.ts';
import type { TourStage } from './stage.ts';
import { firstOf } from './streams.ts';

const day = 24 * 3_600_000;
/** Visits follow each other, at night as well. */
const unusualTime = { reason: 'For the tour' };

/** What a clinic's screens ask for. */
export function clinicSteps({ admin, worker, patient }: TourStage, providerId: string): Step[] {
  const { trpc } = worker;
  const patientId = patient.person.patientId;
  const midnight = Math.floor(Date.now() / day) * day;
  const between = (from: number, to: number) => ({ from: new Date(midnight + from * day).toISOString(), to: new Date(midnight + to * day).toISOString() });
  let booked = 0;
  /** Beyond the weeks that are booked, one after the other. */
  const book = (): Promise<Appointment> => {
    const startsAt = midnight + 60 * day + (booked += 1) * 1_800_000;
    return trpc.appointments.create.mutate({ clientAppointmentId: newId(), patientId, providerId, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + 1_200_000).toISOString(), unusualTime, overbook: unusualTime });
  };
  const search = { after: new Date(midnight + day).toISOString(), minutes: 20 };
  return [
    read('appointments.list', () => trpc.appointments.list.query(between(0, 1)), { as: 'a day', bound: 'a page of a list' }),
    read('appointments.list', () => trpc.appointments.list.query({ ...between(0, 7), providerId }), { as: 'a week of one provider' }),
    read('appointments.list', () => trpc.appointments.list.query(between(0, 31)), { as: 'a month' }),
    read('appointments.days', () => trpc.appointments.days.query(between(0, 31)), { as: 'a month' }),
    read('appointments.days', () => trpc.appointments.days.query({ ...between(0, 31), providerId }), { as: 'a month of one provider' }),
    change('appointments.get', async () => {
      const { id } = await book();
      return () => trpc.appointments.get.query({ id });
    }, { bound: 'one order' }),
    change('appointments.create', async () => () => book()),
    change('appointments.update', async () => {
      const { id, version } = await book();
      return () => trpc.appointments.update.mutate({ id, expectedVersion: version, reason: 'Control' });
    }),
    change('appointments.cancel', async () => {
      const { id, version } = await book();
      return () => trpc.appointments.cancel.mutate({ id, expectedVersion: version, reason: 'Ill' });
    }),
    change('appointments.checkIn', async () => {
      const { id, version } = await book();
      return () => trpc.appointments.checkIn.mutate({ id, expectedVersion: version });
    }),
    change('appointments.setStatus', async () => {
      const { id, version } = await book();
      return () => trpc.appointments.setStatus.mutate({ id, expectedVersion: version, status: 'confirmed' });
    }),
    read('appointments.findFree', () => trpc.appointments.findFree.query(search), { bound: 'a search' }),
    read('appointments.findFree', () => trpc.appointments.findFree.query({ ...search, providerId }), { as: 'of one provider', bound: 'a search' }),
    read('clinic.settings', () => trpc.clinic.settings.query()),
    change('clinic.setSettings', async () => {
      const { version } = await trpc.clinic.settings.query();
      const { openingHours, stageMinutes } = defaultClinicSettings;
      return () => admin.trpc.clinic.setSettings.mutate({ expectedVersion: version, openingHours, stageMinutes });
    }),
    read('schedule.events', () => firstOf(collect<{ id: string }>((observer) => trpc.schedule.events.subscribe(undefined, observer)))),
    change('schedule.events', async () => {
      const { id } = await firstOf(collect<{ id: string }>((observer) => trpc.schedule.events.subscribe(undefined, observer)));
      await book();
      return () => firstOf(collect((observer) => trpc.schedule.events.subscribe({ lastEventId: id }, observer)));
    }, { as: 'back after a booking' }),
    read('schedule.signals', () => firstOf(collect((observer) => trpc.schedule.signals.subscribe(undefined, observer)))),
    change('schedule.setHold', async () => {
      const { id } = await book();
      return () => trpc.schedule.setHold.mutate({ appointmentId: id });
    }),
    read('patients.chart', () => trpc.patients.chart.query({ patientId }), { bound: 'a page of a list' }),
    read('patients.viewers', () => firstOf(collect((observer) => trpc.patients.viewers.subscribe({ patientId }, observer)))),
    ...labSteps(worker, patientId, providerId),
  ];
}

function labSteps({ trpc }: TourStage['worker'], patientId: string, orderedById: string): Step[] {
  const order = () => trpc.labResults.create.mutate({ clientLabResultId: newId(), patientId, orderedById, test: 'Creatinine' });
  const ready = async () => {
    const { id, version } = await order();
    return trpc.labResults.markReady.mutate({ labResultId: id, expectedVersion: version });
  };
  return [
    read('labResults.list', () => trpc.labResults.list.query({}), { bound: 'a page of a list' }),
    read('labResults.list', () => trpc.labResults.list.query({ status: ['ready'] }), { as: 'to review', bound: 'a page of a list' }),
    read('labResults.list', () => trpc.labResults.list.query({ patientId }), { as: 'of a patient', bound: 'a page of a list' }),
    read('labResults.list', () => trpc.labResults.list.query({ orderedById }), { as: 'of a provider', bound: 'a page of a list' }),
    change('labResults.create', async () => () => order()),
    change('labResults.markReady', async () => {
      const { id, version } = await order();
      return () => trpc.labResults.markReady.mutate({ labResultId: id, expectedVersion: version });
    }),
    change('labResults.markReviewed', async () => {
      const { id, version } = await ready();
      return () => trpc.labResults.markReviewed.mutate({ labResultId: id, expectedVersion: version });
    }),
    change('labResults.get', async () => {
      const { id } = await order();
      return () => trpc.labResults.get.query({ labResultId: id });
    }, { bound: 'one order' }),
  ];
}
