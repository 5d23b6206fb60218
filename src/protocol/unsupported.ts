/**
 * What the published clients can ask for and no gateway of ours does, with the reason the caller is told (1005). The same
 * list, for people, stands in docs/compatibility.md.
 */
const FILES = 'the gateway reads no files of its own machine: upload, and send the URL';
const CALLS = 'calls need a media server, which this gateway does not have';
const ORGANIZATION = 'this gateway knows no organization';

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

/** Why a method that clients know by this wire name is not supported, by that name. */
export const unsupportedMethods: ReadonlyMap<string, string> = new Map(Object.entries(reasons));
