import { runAsSuperuser } from '../../../server/testing/superuser.ts';
import type { TestPerson } from '../../../server/testing/people.ts';
import type { TestClient } from '../../../server/testing/test-client.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Place } from '../house.ts';

/** A running app on a lived-in database. */
interface Running {
  url: string;
  databaseUrl: string;
  signIn(person: TestPerson): Promise<TestClient>;
}

/** Where a tour goes: a pharmacy or a clinic with some of its people at work. */
export interface TourStage {
  app: Running;
  tenantId: string;
  admin: TestClient;
  /** Of the pharmacy the pharmacist, of the clinic a nurse. */
  worker: TestClient;
  colleague: TestClient;
  patient: TestClient & { person: { patientId: string } };
  /** The longest conversation with a patient, and the longest among staff. */
  longRoomId: string | null;
  longThreadId: string;
  /** Words of which there are many, and few. */
  patientName: string;
}

export async function openStage(app: Running, { tenantId, staff, patients }: Place, kind: 'pharmacy' | 'clinic'): Promise<TourStage> {
  const [workers, colleagues] = kind === 'pharmacy' ? (['pharmacist', 'technician'] as const) : (['nurse', 'front_desk'] as const);
  const one = (role: Role): TestPerson => staff.find((person) => person.role === role)!;
  const [admin, worker, colleague, patient] = await Promise.all([one('admin'), one(workers), one(colleagues), patients[0]!].map((person) => app.signIn(person)));
  return {
    app,
    tenantId,
    admin: admin!,
    worker: worker!,
    colleague: colleague!,
    patient: patient as TourStage['patient'],
    longRoomId: await longest(app.databaseUrl, tenantId, 'chat_order'),
    longThreadId: (await longest(app.databaseUrl, tenantId, 'thread'))!,
    patientName: patients[0]!.name.split(' ').at(-1)!,
  };
}

async function longest(databaseUrl: string, tenantId: string, kind: string): Promise<string | null> {
  const rows = await runAsSuperuser(
    databaseUrl,
    `select room.id from room join topic on topic.tenant_id = room.tenant_id and topic.name = 'room:' || room.id
     where room.tenant_id = $1 and room.kind = $2 order by topic.seq desc limit 1`,
    [tenantId, kind],
  );
  return (rows[0]?.['id'] as string | undefined) ?? null;
}
