import pg from 'pg';
import { appRole, plannerSettings } from '../../../server/db/database.ts';
import type { PlanNode } from './plan-faults.ts';
import type { Recorded } from './recording.ts';

/** `generic`: as a named statement is planned once, for whoever comes; `custom`: for these values. */
export type PlanFor = 'generic' | 'custom';

export interface Explainer extends AsyncDisposable {
  /** How the application would be served. With `measured` a statement that only reads is also done: its plan has what really came. */
  explain(statement: Recorded, planFor: PlanFor, measured: boolean): Promise<PlanNode>;
}

/** Plans statements as the application's role, bound by row-level security. Nothing that it does stays. */
export async function openExplainer(databaseUrl: string): Promise<Explainer> {
  const client = new pg.Client({ connectionString: databaseUrl, options: [`role=${appRole}`, ...plannerSettings].map((setting) => `-c ${setting}`).join(' ') });
  await client.connect();

  async function planOf(call: string, options: string): Promise<PlanNode> {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (${options}) ${call}`);
    return rows[0]!['QUERY PLAN'][0].Plan;
  }

  return {
    async explain({ text, values, scope }, planFor, measured) {
      await client.query(`begin; set local plan_cache_mode = force_${planFor}_plan`);
      try {
        for (const setting of scope) await client.query(setting.text, setting.values);
        await client.query(`prepare explained as ${text}`);
        const call = `execute explained${values.length > 0 ? `(${values.map((value) => (value === null ? 'null' : pg.escapeLiteral(value))).join(', ')})` : ''}`;
        const plan = await planOf(call, 'format json');
        return measured && !changesRows(plan) ? await planOf(call, 'analyze, timing off, format json') : plan;
      } finally {
        await client.query('rollback; deallocate all');
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

const changesRows = (node: PlanNode): boolean => node['Node Type'] === 'ModifyTable' || (node.Plans ?? []).some(changesRows);
