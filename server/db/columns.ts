import type { ColumnType } from 'kysely';

/** `timestamptz`: read as a Date, written as a Date or left to the database. */
export type Timestamp = ColumnType<Date, Date, Date>;
export type TimestampWithDefault = ColumnType<Date, Date | undefined, Date>;
export type WithDefault<T> = ColumnType<T, T | undefined, T>;
