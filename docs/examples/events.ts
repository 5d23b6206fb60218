import { CbEvents, ContentType, parse } from '../../src/index.js';
import type { EventExamples } from './stage.js';

export const eventExamples: EventExamples = {
  OnConnecting(openIM, { show }) {
    openIM.on(CbEvents.ONCONNECTING, () => show('connecting …'));
  },

  OnConnectSuccess(openIM, { show }) {
    openIM.on(CbEvents.ONCONNECTSUCCESS, () => show('connected'));
  },

  OnConnectFailed(openIM, { show }) {
    openIM.on(CbEvents.ONCONNECTFAILED, ({ errCode, errMsg }) => show(`no connection: ${errMsg} (${errCode})`));
  },

  OnKickedOffline(openIM, { show }) {
    openIM.on(CbEvents.ONKICKEDOFFLINE, () => show('logged in elsewhere'));
  },

  OnUserTokenExpired(openIM, { show }) {
    openIM.on(CbEvents.ONUSERTOKENEXPIRED, () => show('please log in again'));
  },

  OnSelfInfoUpdated(openIM, { show }) {
    openIM.on(CbEvents.ONSELFINFOUPDATED, (frame) => show(`you are ${parse(frame).nickname} now`));
  },

  OnProgress(openIM, { show }) {
    openIM.on(CbEvents.ONPROGRESS, (frame) => show(`sending: ${parse(frame).progress} %`));
  },

  OnRecvNewMessage(openIM, { show }) {
    openIM.on(CbEvents.ONRECVNEWMESSAGE, (frame) => {
      const message = parse(frame);
      if (message.contentType === ContentType.Typing) return;
      show(`${message.senderNickname}: ${message.content}`);
    });
  },

  OnRecvNewMessages(openIM, { show }) {
    openIM.on(CbEvents.ONRECVNEWMESSAGES, (frame) => {
      for (const message of parse(frame)) show(`${message.senderNickname}: ${message.content}`);
    });
  },

  OnRecvMessageRevoked(openIM, { show }) {
    openIM.on(CbEvents.ONRECVMESSAGEREVOKED, ({ data: clientMsgID }) => show(`taken back: ${clientMsgID}`));
  },

  OnNewRecvMessageRevoked(openIM, { show }) {
    openIM.on(CbEvents.ONNEWRECVMESSAGEREVOKED, (frame) => {
      const { revokerNickname, sourceMessageSenderNickname } = parse(frame);
      show(`${revokerNickname} took back what ${sourceMessageSenderNickname} said`);
    });
  },

  OnRecvC2CReadReceipt(openIM, { show }) {
    openIM.on(CbEvents.ONRECVC2CREADRECEIPT, (frame) => {
      for (const { userID, msgIDList } of parse(frame)) show(`${userID} has read ${msgIDList.length}`);
    });
  },

  OnRecvGroupReadReceipt(openIM, { show }) {
    openIM.on(CbEvents.ONRECVGROUPREADRECEIPT, (frame) => {
      for (const { userID, groupID } of parse(frame)) show(`${userID} has read in ${groupID}`);
    });
  },

  OnInboxChanged(openIM, { show }) {
    openIM.on(CbEvents.ONINBOXCHANGED, (frame) => {
      for (const { userID, nickname } of parse(frame).authors)
        show(`messages of ${userID} are by ${nickname} now`);
    });
  },

  OnConversationChanged(openIM, { show }) {
    openIM.on(CbEvents.ONCONVERSATIONCHANGED, (frame) => {
      for (const { showName, unreadCount } of parse(frame)) show(`${showName}: ${unreadCount} unread`);
    });
  },

  OnNewConversation(openIM, { show }) {
    openIM.on(CbEvents.ONNEWCONVERSATION, (frame) => {
      for (const { showName } of parse(frame)) show(`new: ${showName}`);
    });
  },

  OnSyncServerStart(openIM, { show }) {
    openIM.on(CbEvents.ONSYNCSERVERSTART, () => show('catching up …'));
  },

  OnSyncServerFinish(openIM, { show }) {
    openIM.on(CbEvents.ONSYNCSERVERFINISH, () => show('up to date'));
  },

  OnSyncServerFailed(openIM, { show }) {
    openIM.on(CbEvents.ONSYNCSERVERFAILED, () => show('not up to date'));
  },

  OnTotalUnreadMessageCountChanged(openIM, { show }) {
    openIM.on(CbEvents.ONTOTALUNREADMESSAGECOUNTCHANGED, ({ data: count }) => show(`${count} unread`));
  },

  OnFriendApplicationAdded(openIM, { show }) {
    openIM.on(CbEvents.ONFRIENDAPPLICATIONADDED, (frame) => {
      const { fromNickname, reqMsg } = parse(frame);
      show(`${fromNickname} asks: ${reqMsg}`);
    });
  },

  OnFriendApplicationDeleted(openIM, { show }) {
    openIM.on(CbEvents.ONFRIENDAPPLICATIONDELETED, (frame) => show(`gone: ${parse(frame).fromNickname}`));
  },

  OnFriendApplicationAccepted(openIM, { show }) {
    openIM.on(CbEvents.ONFRIENDAPPLICATIONACCEPTED, (frame) => show(`accepted: ${parse(frame).toNickname}`));
  },

  OnFriendApplicationRejected(openIM, { show }) {
    openIM.on(CbEvents.ONFRIENDAPPLICATIONREJECTED, (frame) => {
      const { toNickname, handleMsg } = parse(frame);
      show(`${toNickname} says no: ${handleMsg}`);
    });
  },

  OnFriendAdded(openIM, { show }) {
    openIM.on(CbEvents.ONFRIENDADDED, (frame) => show(`new friend: ${parse(frame).nickname}`));
  },

  OnFriendDeleted(openIM, { show }) {
    openIM.on(CbEvents.ONFRIENDDELETED, (frame) => show(`no friend any more: ${parse(frame).nickname}`));
  },

  OnFriendInfoChanged(openIM, { show }) {
    openIM.on(CbEvents.ONFRIENDINFOCHANGED, (frame) => {
      const { nickname, remark } = parse(frame);
      show(`friend: ${remark || nickname}`);
    });
  },

  OnBlackAdded(openIM, { show }) {
    openIM.on(CbEvents.ONBLACKADDED, (frame) => show(`blocked: ${parse(frame).nickname}`));
  },

  OnBlackDeleted(openIM, { show }) {
    openIM.on(CbEvents.ONBLACKDELETED, (frame) => show(`no longer blocked: ${parse(frame).nickname}`));
  },

  OnJoinedGroupAdded(openIM, { show }) {
    openIM.on(CbEvents.ONJOINEDGROUPADDED, (frame) => show(`you are in ${parse(frame).groupName}`));
  },

  OnJoinedGroupDeleted(openIM, { show }) {
    openIM.on(CbEvents.ONJOINEDGROUPDELETED, (frame) => show(`you are out of ${parse(frame).groupName}`));
  },

  OnGroupInfoChanged(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPINFOCHANGED, (frame) => {
      const { groupName, notification } = parse(frame);
      show(`${groupName}: ${notification}`);
    });
  },

  OnGroupMemberAdded(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPMEMBERADDED, (frame) => show(`${parse(frame).nickname} has joined`));
  },

  OnGroupMemberDeleted(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPMEMBERDELETED, (frame) => show(`${parse(frame).nickname} has left`));
  },

  OnGroupMemberInfoChanged(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPMEMBERINFOCHANGED, (frame) => {
      const { nickname, roleLevel } = parse(frame);
      show(`${nickname}: role ${roleLevel}`);
    });
  },

  OnGroupApplicationAdded(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPAPPLICATIONADDED, (frame) => {
      const { nickname, groupName, reqMsg } = parse(frame);
      show(`${nickname} to ${groupName}: ${reqMsg}`);
    });
  },

  OnGroupApplicationDeleted(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPAPPLICATIONDELETED, (frame) => show(`gone: ${parse(frame).nickname}`));
  },

  OnGroupApplicationAccepted(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPAPPLICATIONACCEPTED, (frame) => show(`${parse(frame).nickname} may come in`));
  },

  OnGroupApplicationRejected(openIM, { show }) {
    openIM.on(CbEvents.ONGROUPAPPLICATIONREJECTED, (frame) => show(`${parse(frame).nickname} may not come in`));
  },
};
