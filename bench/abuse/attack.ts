/** A call of the API. In every string of the input `$id` stands for an id of its own each time it is sent. */
export interface Call {
  method: 'query' | 'mutation' | 'subscription';
  path: string;
  input: unknown;
}

export interface RawRequest {
  method: 'GET' | 'POST';
  path: string;
  contentType?: string;
  body?: string;
}

/** What an attacker does, as often as it can, until its time is over. All of it is within the limits for one connection. */
export type Attack =
  | {
      kind: 'requests';
      connections: number;
      requests: readonly RawRequest[];
      /** Absent: each answer is read before the next request. Else so many are written at once, and nothing is read for `holdFor` ms. */
      unread?: { pipelined: number; holdFor: number };
    }
  /** `batch` calls in one frame, and so many frames of each socket under way. */
  | { kind: 'calls'; sockets: number; inFlight: number; batch: number; calls: readonly Call[] }
  /** Opens them all, closes them as soon as the last has answered, and begins again. */
  | { kind: 'subscriptions'; sockets: number; perSocket: number; calls: readonly Call[] }
  /** Sockets that come and go. */
  | { kind: 'connects'; atOnce: number };

export interface AttackOrder {
  url: string;
  localAddress: string;
  /** Null: nobody who is signed in. */
  token: string | null;
  attack: Attack;
  milliseconds: number;
  /** Requests, frames or connections a second at most; null: as many as it can. */
  perSecond: number | null;
}

export interface AttackResult {
  sent: number;
  answered: number;
  /** Calls, requests and connections that were refused, and connections that the server ended, by reason. */
  refused: Record<string, number>;
  bytesReceived: number;
  cpuMicros: number;
  seconds: number;
}

export const refusals = ({ refused }: AttackResult): number => Object.values(refused).reduce((sum, count) => sum + count, 0);
