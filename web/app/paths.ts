/** Every address of the app. Only ids ever stand in one: addresses end up in histories and logs. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  orders: '/orders',
  order: (roomId: string) => `/orders/${roomId}`,
  newOrder: '/new-order',
  schedule: '/schedule',
  board: '/board',
  sessions: '/sessions',
};
