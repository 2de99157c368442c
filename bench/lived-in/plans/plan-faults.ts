/** A node of `explain (format json)`, as far as it is looked at. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  'Plan Rows'?: number;
  'Actual Rows'?: number;
  'Parent Relationship'?: string;
  Plans?: PlanNode[];
}

/** What of the database's structure decides whether a plan is good. */
export interface Structure {
  /** Tables that become larger with time, people or tenants, and are large enough here for the planner to care. */
  growing: ReadonlySet<string>;
  /** The table of each index, and whether the index holds some of its rows only. */
  indexes: ReadonlyMap<string, { table: string; partial: boolean }>;
}

/** How many times more or fewer rows than were believed. */
const mostWrong = 100;

/** What is wrong with how the database means to do it, in words; empty when nothing is. */
export function planFaults(root: PlanNode, structure: Structure): string[] {
  return [...new Set([...scanFaults(root, structure, false), ...estimateFaults(root)])];
}

function estimateFaults(root: PlanNode): string[] {
  const [believed, came] = [root['Plan Rows'], root['Actual Rows']];
  if (believed === undefined || came === undefined) return [];
  // whoever plans for any limit believes in a tenth of all; fewer than that is how a limit ends
  if (root['Node Type'] === 'Limit' && came < believed) return [];
  const [least, most] = [Math.max(1, Math.min(believed, came)), Math.max(1, believed, came)];
  return most > least * mostWrong ? [`${came} rows came instead of ${believed}`] : [];
}

/** `stopped`: a limit above ends the scan after the rows of a page, because the index gives them in the order of the page. */
function scanFaults(node: PlanNode, structure: Structure, stopped: boolean): string[] {
  const below = (node.Plans ?? []).flatMap((child, index) => scanFaults(child, structure, goesOn(node, child, index, stopped)));
  return [...ownFaults(node, structure, stopped), ...below];
}

const streams = new Set(['Nested Loop', 'LockRows', 'Result', 'Subquery Scan', 'Memoize', 'Unique', 'Append', 'Merge Append', 'Incremental Sort', 'CTE Scan', 'ModifyTable']);

function goesOn(node: PlanNode, child: PlanNode, index: number, stopped: boolean): boolean {
  if (child['Parent Relationship'] === 'InitPlan' || child['Parent Relationship'] === 'SubPlan') return false;
  if (node['Node Type'] === 'Limit') return true;
  return stopped && streams.has(node['Node Type']) && (node['Node Type'] !== 'Nested Loop' || index === 0);
}

function ownFaults(node: PlanNode, { growing, indexes }: Structure, stopped: boolean): string[] {
  const type = node['Node Type'];
  const relation = node['Relation Name'] ?? '';
  if (type === 'Seq Scan') return growing.has(relation) ? [`reads all of ${relation}`] : [];
  const index = indexes.get(node['Index Name'] ?? '');
  if (!index || !growing.has(index.table) || !type.includes('Index') || index.partial || stopped) return [];
  return conditions(node['Index Cond'] ?? '').every(isOfTenant) ? [`reads all of the tenant's ${index.table}`] : [];
}

const isOfTenant = (condition: string): boolean => /^\(?(\w+\.)?tenant_id = /.test(condition);

/** The parts of `((a = 1) AND (b = 2))`; none of nothing. */
export function conditions(text: string): string[] {
  if (text === '') return [];
  const inner = isWrapped(text) ? text.slice(1, -1) : text;
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < inner.length; at += 1) {
    if (inner[at] === '(') depth += 1;
    if (inner[at] === ')') depth -= 1;
    if (depth === 0 && inner.startsWith(' AND ', at)) {
      parts.push(inner.slice(from, at));
      from = at + 5;
    }
  }
  return [...parts, inner.slice(from)];
}

/** Whether one pair of brackets encloses it all. */
function isWrapped(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}
