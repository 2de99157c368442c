import { expect, test } from 'vitest';
import { conditions, planFaults, type PlanNode, type Structure } from './plan-faults.ts';

const structure: Structure = {
  growing: new Set(['message', 'task']),
  indexes: new Map([
    ['message_pkey', { table: 'message', partial: false }],
    ['task_by_due', { table: 'task', partial: false }],
    ['task_open', { table: 'task', partial: true }],
    ['tenant_pkey', { table: 'tenant', partial: false }],
  ]),
};
const own = `(tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)`;
const scan = (node: Partial<PlanNode>): PlanNode => ({ 'Node Type': 'Index Scan', 'Plan Rows': 10, ...node });
const above = (type: string, ...plans: PlanNode[]): PlanNode => ({ 'Node Type': type, 'Plan Rows': 10, Plans: plans });
const faults = (plan: PlanNode) => planFaults(plan, structure);

test('a table that grows is not read from one end to the other; one that does not may be', () => {
  expect(faults(above('Limit', scan({ 'Node Type': 'Seq Scan', 'Relation Name': 'message' })))).toEqual(['reads all of message']);
  expect(faults(scan({ 'Node Type': 'Seq Scan', 'Relation Name': 'installation' }))).toEqual([]);
});

test('the tenant alone is no condition', () => {
  const all = scan({ 'Index Name': 'message_pkey', 'Index Cond': own });
  expect(faults(above('Sort', all))).toEqual([`reads all of the tenant's message`]);
  expect(faults(above('Limit', above('Sort', all)))).toEqual([`reads all of the tenant's message`]);
  expect(faults(above('Hash Join', all))).toEqual([`reads all of the tenant's message`]);
  expect(faults(above('Nested Loop', scan({ 'Index Name': 'message_pkey', 'Index Cond': '(m.tenant_id = o.tenant_id)' })))).toEqual([`reads all of the tenant's message`]);
  expect(faults(scan({ 'Node Type': 'Bitmap Index Scan', 'Index Name': 'message_pkey', 'Index Cond': own }))).toEqual([`reads all of the tenant's message`]);
  expect(faults(scan({ 'Node Type': 'Index Only Scan', 'Index Name': 'message_pkey' }))).toEqual([`reads all of the tenant's message`]);
});

test('with another condition, on an index of some rows, or as a page in the order of the index it is none', () => {
  expect(faults(scan({ 'Index Name': 'message_pkey', 'Index Cond': `(${own} AND (room_id = $1))` }))).toEqual([]);
  expect(faults(above('Sort', scan({ 'Index Name': 'task_open', 'Index Cond': own })))).toEqual([]);
  const page = scan({ 'Index Name': 'task_by_due', 'Index Cond': own });
  expect(faults(above('Limit', page))).toEqual([]);
  expect(faults(above('Limit', above('Nested Loop', page, scan({ 'Index Name': 'tenant_pkey' }))))).toEqual([]);
  // what is looked up for each row of the page is read whole each time
  expect(faults(above('Limit', above('Nested Loop', scan({}), page)))).toEqual([`reads all of the tenant's task`]);
  expect(faults(above('Limit', { ...page, 'Parent Relationship': 'InitPlan' }))).toEqual([`reads all of the tenant's task`]);
});

test('the number of rows at the root may be wrong, but not by more than a hundred times', () => {
  expect(faults(scan({ 'Plan Rows': 1, 'Actual Rows': 100 }))).toEqual([]);
  expect(faults(scan({ 'Plan Rows': 1, 'Actual Rows': 101 }))).toEqual(['101 rows came instead of 1']);
  expect(faults(scan({ 'Plan Rows': 5_000, 'Actual Rows': 0 }))).toEqual(['0 rows came instead of 5000']);
  expect(faults({ 'Node Type': 'Limit', 'Plan Rows': 5_000, 'Actual Rows': 0 })).toEqual([]);
  expect(faults({ 'Node Type': 'Limit', 'Plan Rows': 1, 'Actual Rows': 300 })).toEqual(['300 rows came instead of 1']);
});

test('conditions are told apart at the outer AND', () => {
  expect(conditions('((a = 1) AND (b = (c AND d)))')).toEqual(['(a = 1)', '(b = (c AND d))']);
  expect(conditions('(a = 1)')).toEqual(['a = 1']);
  expect(conditions('')).toEqual([]);
});
