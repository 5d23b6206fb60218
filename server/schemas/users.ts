import * as v from 'valibot';
import {
  MAX_EMAIL_LENGTH,
  MAX_EX_LENGTH,
  MAX_NICKNAME_LENGTH,
  MAX_PHONE_NUMBER_LENGTH,
  MAX_URL_LENGTH,
} from '../../src/protocol/index.js';
import { idList, nothing, oneOf } from './common.js';

/** An optional member of setSelfInfo, where a wrong type counts as a wrong value (803, protocol 3.2). */
const text = (length: number) =>
  v.optional(
    v.pipe(
      v.unknown(),
      v.check((value) => typeof value === 'string' && value.length <= length),
      v.transform((value) => value as string),
    ),
  );
const wholeNumber = (max: number) =>
  v.optional(
    v.pipe(
      v.unknown(),
      v.check((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max),
      v.transform((value) => value as number),
    ),
  );

export const userSchemas = {
  getUsersInfo: idList,
  getSelfUserInfo: nothing,
  setSelfInfo: v.object({
    nickname: text(MAX_NICKNAME_LENGTH),
    faceURL: text(MAX_URL_LENGTH),
    gender: wholeNumber(2),
    phoneNumber: text(MAX_PHONE_NUMBER_LENGTH),
    birth: wholeNumber(Number.MAX_SAFE_INTEGER),
    email: text(MAX_EMAIL_LENGTH),
    ex: text(MAX_EX_LENGTH),
  }),
  setGlobalRecvMessageOpt: v.object({ opt: oneOf([0, 1, 2]) }),
};
