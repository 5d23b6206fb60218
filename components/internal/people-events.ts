/** Requests that concern people and groups. The code that carries them out is loaded with the first of them. */
import type { GroupRole, GroupVerification, OptType, PartialUserItem } from '../../src/index.js';

type UserRef = { readonly userID: string };
type GroupRef = { readonly groupID: string };
type MemberRef = UserRef & GroupRef;

/** Details of the requests. */
export type PeopleRequestDetails = {
  /** How messages are received: 0 normally, 1 not at all, 2 without notifications. */
  'openim-conversation-receive-request': { readonly conversationID: string; readonly opt: OptType };

  /** A contact was selected in a list. Unless the page shows it in another way, the conversation with it opens. */
  'openim-contact-select-request': UserRef | GroupRef;

  'openim-friend-add-request': UserRef & { readonly message: string };
  'openim-friend-accept-request': UserRef;
  'openim-friend-refuse-request': UserRef;
  /** `''` removes the remark. */
  'openim-friend-remark-request': UserRef & { readonly remark: string };
  'openim-friend-delete-request': UserRef;
  'openim-user-block-request': UserRef;
  'openim-user-unblock-request': UserRef;
  /** Changes the user's own record; absent members stay as they are. */
  'openim-profile-change-request': { readonly changes: Readonly<PartialUserItem> };

  /** Creates a group, and selects its conversation. */
  'openim-group-create-request': { readonly name: string; readonly userIDs: readonly string[] };
  'openim-group-join-request': GroupRef & { readonly message: string };
  /** `userID` is the applicant. */
  'openim-group-accept-request': MemberRef;
  'openim-group-refuse-request': MemberRef;
  'openim-group-invite-request': GroupRef & { readonly userIDs: readonly string[] };
  'openim-group-kick-request': GroupRef & { readonly userIDs: readonly string[] };
  'openim-group-transfer-request': MemberRef;
  'openim-group-role-request': MemberRef & { readonly role: GroupRole };
  /** Keeps a member from writing for this many seconds; 0 ends that. */
  'openim-group-member-mute-request': MemberRef & { readonly seconds: number };
  'openim-group-mute-request': GroupRef & { readonly isMuted: boolean };
  'openim-group-change-request': GroupRef & {
    readonly changes: {
      readonly groupName?: string;
      /** The announcement. */
      readonly notification?: string;
      readonly introduction?: string;
      readonly faceURL?: string;
    };
  };
  'openim-group-verification-request': GroupRef & { readonly verification: GroupVerification };
  /** Changes a member's name in this group; `''` restores the name of the profile. */
  'openim-group-nickname-request': MemberRef & { readonly nickname: string };
  'openim-group-quit-request': GroupRef;
  'openim-group-dismiss-request': GroupRef;
};

export type PeopleRequestName = keyof PeopleRequestDetails;

/** All of these requests; one that is missing here could not be carried out, and does not compile. */
export const peopleRequestNames = [
  'openim-conversation-receive-request',
  'openim-contact-select-request',
  'openim-friend-add-request',
  'openim-friend-accept-request',
  'openim-friend-refuse-request',
  'openim-friend-remark-request',
  'openim-friend-delete-request',
  'openim-user-block-request',
  'openim-user-unblock-request',
  'openim-profile-change-request',
  'openim-group-create-request',
  'openim-group-join-request',
  'openim-group-accept-request',
  'openim-group-refuse-request',
  'openim-group-invite-request',
  'openim-group-kick-request',
  'openim-group-transfer-request',
  'openim-group-role-request',
  'openim-group-member-mute-request',
  'openim-group-mute-request',
  'openim-group-change-request',
  'openim-group-verification-request',
  'openim-group-nickname-request',
  'openim-group-quit-request',
  'openim-group-dismiss-request',
] as const satisfies readonly PeopleRequestName[];
