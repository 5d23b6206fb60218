import * as v from 'valibot';
import { nothing } from './common.js';

export const sessionSchemas = {
  login: v.object({ userID: v.string(), token: v.string() }),
  logout: nothing,
  getLoginStatus: nothing,
  getLoginUser: nothing,
};
