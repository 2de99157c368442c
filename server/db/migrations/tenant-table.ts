import { isolate } from './isolate.ts';

/**
 * Keeps the planner from knowing tenants apart: with statistics of `tenant_id` a plan depends on whether the tenant is large
 * or known, and a connection keeps the plan that fitted the tenant that came first.
 */
export const forgetTenants = (table: string): string => `alter table ${table} alter column tenant_id set statistics 0;\n`;

const ownTenant = `tenant_id = nullif(current_setting('app.tenant', true), '')::uuid`;

/** What makes a table one of what is due when in any tenant: a worker that knows no tenant reads it, only a tenant writes its own. */
export const dueTable = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy due_anywhere on ${table} for select using (true);
create policy add_own on ${table} for insert with check (${ownTenant});
create policy change_own on ${table} for update using (${ownTenant}) with check (${ownTenant});
create policy remove_own on ${table} for delete using (${ownTenant});
`;

/** What makes a table a tenant's: isolated, and planned alike for every tenant. */
export const tenantTable = (table: string): string => isolate(table) + forgetTenants(table);
