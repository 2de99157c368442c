/** Outside a transaction that set it the setting reads NULL or '', and then no row is visible. */
const ownTenant = `tenant_id = nullif(current_setting('app.tenant', true), '')::uuid`;

/** Lets nobody, the owner included, see or write rows of the table beside those of the transaction's tenant. What has landed relies on it: never edited. */
export const isolate = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_tenant on ${table} using (${ownTenant}) with check (${ownTenant});
`;
