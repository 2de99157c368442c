/** Every address of the app. Only ids ever stand in one: addresses end up in histories and logs. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  orders: '/orders',
  order: (roomId: string) => `/orders/${roomId}`,
  newOrder: '/new-order',
  /** A new order that begins with what was in another one. */
  orderAgain: (roomId: string) => `/new-order?again=${roomId}`,
  schedule: '/schedule',
  /** Leads on to the schedule, on the visit's day and with the visit open. */
  visit: (visitId: string) => `/visits/${visitId}`,
  board: '/board',
  patients: '/patients',
  patient: (patientId: string) => `/patients/${patientId}`,
  threads: '/threads',
  thread: (roomId: string) => `/threads/${roomId}`,
  work: '/work',
  tasks: '/work/tasks',
  priorAuths: '/work/prior-auths',
  labResults: '/work/lab-results',
  alerts: '/alerts',
  notifications: '/notifications',
  team: '/team',
  settings: '/settings',
  clinicSettings: '/clinic-settings',
  sessions: '/sessions',
};
