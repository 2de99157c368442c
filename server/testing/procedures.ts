import type { z } from 'zod';
import { createRouter, type RouterDependencies } from '../transport/router.ts';

type ProcedureType = 'query' | 'mutation' | 'subscription';

export interface ProcedureFacts {
  path: string;
  type: ProcedureType;
  /** What it takes; null when it takes nothing. */
  input: z.ZodType | null;
}

/** Every procedure of the router. Nothing is called, so nothing is needed to build it. */
export function allProcedures(): ProcedureFacts[] {
  const nothing = new Proxy({}, { get: () => ({}) }) as RouterDependencies;
  const { procedures } = createRouter(nothing)._def as unknown as { procedures: Record<string, { _def: { type: ProcedureType; inputs: z.ZodType[] } }> };
  return Object.entries(procedures).map(([path, { _def }]) => ({ path, type: _def.type, input: _def.inputs[0] ?? null }));
}
