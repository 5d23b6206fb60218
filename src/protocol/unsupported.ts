/**
 * Methods of the published clients that our gateway does not support, each with the reason given to the caller (1005).
 * docs/compatibility.md has the same list for human readers.
 */
const FILES = 'the gateway reads no files of its own machine: upload, and send the URL';
const CALLS = 'calls need a media server, which this gateway does not have';
const ORGANIZATION = 'this gateway has no organizations';

const reasons = {
  CreateImageMessageFromFullPath: FILES,
  CreateSoundMessageFromFullPath: FILES,
  CreateVideoMessageFromFullPath: FILES,
  CreateFileMessageFromFullPath: FILES,
  SignalingInvite: CALLS,
  SignalingInviteInGroup: CALLS,
  SignalingAccept: CALLS,
  SignalingReject: CALLS,
  SignalingCancel: CALLS,
  SignalingHungUp: CALLS,
  GetSubDepartment: ORGANIZATION,
  GetDepartmentMember: ORGANIZATION,
  GetUserInDepartment: ORGANIZATION,
  GetDepartmentMemberAndSubDepartment: ORGANIZATION,
  GetDepartmentInfo: ORGANIZATION,
  SearchOrganization: ORGANIZATION,
};

/** The reasons why methods are not supported, by the methods' wire names. */
export const unsupportedMethods: ReadonlyMap<string, string> = new Map(Object.entries(reasons));
