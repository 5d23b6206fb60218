import type { Handlers } from '../call.js';

/** Protocol 4.3. Login and logout are carried out by login.ts. */
export const sessionHandlers: Pick<Handlers, 'getLoginStatus' | 'getLoginUser'> = {
  getLoginStatus: (call) => call.reply(call.session.loginStatus),
  getLoginUser: (call) => call.reply(call.userID),
};
