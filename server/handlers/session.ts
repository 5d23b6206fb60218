import type { Handlers } from '../call.js';

/** Protocol 7.1. Login and logout are carried out by login.ts. */
export const sessionHandlers: Pick<Handlers, 'getLoginStatus' | 'getLoginUser'> = {
  getLoginStatus: (call) => call.reply(call.session.loginStatus),
  getLoginUser: (call) => call.reply(call.userID),
};
