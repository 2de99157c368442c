import { password } from '../../../server/testing/people.ts';
import { change, read, type Step } from './step.ts';
import type { TourStage } from './stage.ts';

/** Coming, staying and going. A colleague comes and goes: who has many sessions loses the oldest, and the worker's is needed. */
export function authSteps({ app, worker: { trpc }, colleague: { person } }: TourStage): Step[] {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> => {
    const response = await fetch(`${app.url}/trpc/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: app.url, ...headers }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response;
  };
  const signIn = () => post('auth.login', { email: person.email, password });
  const cookie = async (): Promise<Record<string, string>> => ({ cookie: (await signIn()).headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') });
  return [
    read('auth.login', () => signIn()),
    change('auth.refresh', async () => {
      const headers = await cookie();
      return () => post('auth.refresh', {}, headers);
    }),
    change('auth.logout', async () => {
      const headers = await cookie();
      return () => post('auth.logout', {}, headers);
    }, { as: 'by cookie' }),
    change('auth.logout', async () => {
      const other = await app.signIn(person);
      return () => other.trpc.auth.logout.mutate();
    }),
    change('auth.endSession', async () => {
      const [one, other] = [await app.signIn(person), await app.signIn(person)];
      const sessions = await one.trpc.auth.sessions.query();
      const sessionId = sessions.find(({ current }) => current)!.id;
      return () => other.trpc.auth.endSession.mutate({ sessionId });
    }),
    read('auth.me', () => trpc.auth.me.query()),
    read('auth.sessions', () => trpc.auth.sessions.query()),
  ];
}
