import type { Role, TenantKind } from '../shared/roles.ts';
import { newId } from '../shared/ids.ts';
import { pageRoutes, type PageRoute } from '../web/app/page-places.ts';
import { expect, test } from './fixtures/desk.ts';

// which page is whose depends on no browser: one of the two is enough
test.skip(({ browserName }) => browserName === 'firefox', 'routes are the same in both');
test.describe.configure({ timeout: 180_000 });

const everybodys: PageRoute[] = ['/', '/sessions', '/notifications', '/settings'];
const staffs: PageRoute[] = [...everybodys, '/alerts', '/threads/:roomId?', '/team'];
const clinics: PageRoute[] = [...staffs, '/schedule', '/visits/:visitId', '/board', '/patients', '/patients/:patientId', '/work/:kind?'];

const people: [kind: TenantKind, role: Role, own: PageRoute[]][] = [
  ['pharmacy', 'pharmacist', [...staffs, '/orders/:roomId?']],
  ['pharmacy', 'admin', [...staffs, '/orders/:roomId?']],
  ['pharmacy', 'patient', [...everybodys, '/orders/:roomId?', '/new-order']],
  ['clinic', 'nurse', clinics],
  ['clinic', 'admin', [...clinics, '/clinic-settings']],
  ['clinic', 'patient', everybodys],
];

const addressOf = (route: PageRoute): string => route.replace('/:kind?', '/tasks').replace(/:\w+/, newId()).replace('?', '');

for (const [kind, role, own] of people)
  test(`a ${kind}’s ${role} finds their own pages, and nothing at the addresses of others`, async ({ app, seat }) => {
    const tenantId = await app.addTenant(`A ${kind}`, kind);
    const { page } = await seat(await app.addPerson(tenantId, role, 'Alex Moreau'));
    const found: string[] = [];
    for (const route of pageRoutes) {
      await page.goto(app.url + addressOf(route));
      // the frame's heading is the page's; a page that loads has none yet
      const nothing = page.getByRole('heading', { name: 'There is nothing at this address' });
      const heading = page.getByRole('main').getByRole('heading').first();
      await expect(nothing.or(heading).first()).toBeVisible();
      if ((await nothing.count()) === 0) found.push(route);
    }
    expect(found.toSorted()).toEqual(own.toSorted());
  });
