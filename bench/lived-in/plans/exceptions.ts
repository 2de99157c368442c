/** A plan that reads more than it should for a reason. */
interface PlanException {
  /** Statements, and what is said of their plans. */
  text: RegExp;
  fault: RegExp;
  reason: string;
}

export const planExceptions: readonly PlanException[] = [
  {
    text: /^select "id" from "user_account" where "disabled_at" is null order by "id"/,
    fault: /user_account|rows came/,
    reason: 'An announcement goes to every account of the tenant.',
  },
  {
    text: /from "duty" as "d"/,
    fault: /reads all of the tenant's duty$/,
    reason: 'A row for each of the staff at most, read to know who is on duty.',
  },
  {
    text: /from appointment v\s+where v.starts_at < [^]* limit \$\d+::int\s+\) as "v"/,
    fault: /rows came/,
    reason: 'A page of visits, at most limits.schedule.appointments, in the order of an index; names are looked up by key, whatever is believed of the page.',
  },
];
