/** Who asks for a turn: people, or what serves many of them and so belongs to none. */
export interface Claimant {
  lane: 'people' | 'shared';
  tenantId: string;
  /** Null for what a tenant's people share. */
  personId: string | null;
  /** Turns that this one may hold, if fewer than everybody may. */
  most?: number | undefined;
}

export interface FairQueueOptions {
  /** Turns at once, and how many of them one lane, one tenant of a lane and one person may hold. */
  most: { all: number; lane: number; tenant: number; person: number };
  /** Claims of one claimant that may wait; one more is refused. */
  waiting: number;
  /** Milliseconds that a claim waits. */
  patience: number;
  /** What a claim that does not fit is refused with, and one whose time is over. */
  tooMany: () => Error;
  tooLate: () => Error;
  /** Lets the event loop read from others before a claim that waited gets its turn. */
  yields?: boolean;
}

/** Gives a turn back; called again, it does nothing. */
export type Release = () => void;

/**
 * Turns of something of which there are few. Lanes take turns, in a lane its tenants, in a tenant its people: nobody waits
 * behind more than one claim of each colleague, however many each of them has made. Who holds their share already is passed over.
 */
export interface FairQueue {
  /** The turn, if one is free for the claimant now. */
  tryEnter(claimant: Claimant): Release | null;
  enter(claimant: Claimant): Promise<Release>;
  /** Claims that wait now. */
  readonly waiting: number;
}

interface Claim {
  branch: Branch;
  grant: (release: Release) => void;
  timer: NodeJS.Timeout;
}

/** All, a lane, a tenant or a person. Kept while it holds something or somebody of it waits. */
class Branch {
  held = 0;
  readonly branches = new Map<string, Branch>();
  /** Branches of which somebody waits; whose turn is next comes first. */
  readonly line = new Set<Branch>();
  readonly claims: Claim[] = [];
  readonly parent: Branch | null;
  readonly key: string;
  most: number;

  constructor(parent: Branch | null, key: string, most: number) {
    this.parent = parent;
    this.key = key;
    this.most = most;
  }

  branch(key: string, most: number): Branch {
    const known = this.branches.get(key);
    if (known) return known;
    const fresh = new Branch(this, key, most);
    this.branches.set(key, fresh);
    return fresh;
  }

  get isFull(): boolean {
    return this.held >= this.most;
  }

  get isAwaited(): boolean {
    return this.claims.length > 0 || this.line.size > 0;
  }
}

/** The branch and all that it is part of. */
function* upwards(branch: Branch): Generator<Branch> {
  for (let each: Branch | null = branch; each; each = each.parent) yield each;
}

/** Takes the next claim of the branch that may be granted out of its line. */
function takeNext(branch: Branch): Claim | null {
  if (branch.isFull) return null;
  const own = branch.claims.shift();
  if (own) return own;
  for (const next of branch.line) {
    const claim = takeNext(next);
    if (!claim) continue;
    branch.line.delete(next);
    if (next.isAwaited) branch.line.add(next);
    return claim;
  }
  return null;
}

function forgetIdle(branch: Branch): void {
  for (const each of upwards(branch)) {
    if (!each.isAwaited) each.parent?.line.delete(each);
    if (each.held === 0 && each.branches.size === 0 && !each.isAwaited) each.parent?.branches.delete(each.key);
  }
}

export function createFairQueue({ most, waiting, patience, tooMany, tooLate, yields = false }: FairQueueOptions): FairQueue {
  const root = new Branch(null, '', most.all);
  let claims = 0;

  function branchOf({ lane, tenantId, personId, most: own = Infinity }: Claimant): Branch {
    const branch = root.branch(lane, most.lane).branch(tenantId, most.tenant).branch(personId ?? '', Infinity);
    branch.most = Math.min(own, personId === null ? Infinity : most.person);
    return branch;
  }

  function hold(branch: Branch): Release {
    for (const each of upwards(branch)) each.held += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      for (const each of upwards(branch)) each.held -= 1;
      forgetIdle(branch);
      if (claims === 0) return;
      if (yields) setImmediate(grant);
      else grant();
    };
  }

  function grant(): void {
    for (let claim = takeNext(root); claim; claim = takeNext(root)) {
      claims -= 1;
      clearTimeout(claim.timer);
      claim.grant(hold(claim.branch));
    }
  }

  function giveUp(claim: Claim, reject: (error: Error) => void): void {
    const { branch } = claim;
    branch.claims.splice(branch.claims.indexOf(claim), 1);
    claims -= 1;
    forgetIdle(branch);
    reject(tooLate());
  }

  function wait(branch: Branch): Promise<Release> {
    return new Promise((resolve, reject) => {
      const claim: Claim = { branch, grant: resolve, timer: setTimeout(() => giveUp(claim, reject), patience) };
      branch.claims.push(claim);
      claims += 1;
      for (const each of upwards(branch)) each.parent?.line.add(each);
    });
  }

  function tryEnter(claimant: Claimant): Release | null {
    const branch = branchOf(claimant);
    // whoever waits although this one may enter waits for a turn of their own
    if (branch.claims.length === 0 && upwards(branch).every((each) => !each.isFull)) return hold(branch);
    forgetIdle(branch);
    return null;
  }

  return {
    tryEnter,
    async enter(claimant) {
      const free = tryEnter(claimant);
      if (free) return free;
      const branch = branchOf(claimant);
      if (branch.claims.length < waiting) return wait(branch);
      forgetIdle(branch);
      throw tooMany();
    },
    get waiting() {
      return claims;
    },
  };
}
