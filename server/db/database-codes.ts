import pg from 'pg';

/** The codes that Postgres gives two programs that create the same thing at once: one of them lost. */
export const lostRace = ['42710', '42P04', '23505', 'XX000'];

/** For `catch`: passes over failures with one of these codes of Postgres, and throws every other one on. */
export const ignoreCodes = (...codes: string[]) => (error: unknown): void => {
  if (!(error instanceof pg.DatabaseError) || !codes.includes(error.code ?? '')) throw error;
};
