/** A group's data as rows, which users with the necessary rights can edit in place. */
import { html, nothing, type TemplateResult } from 'lit';
import {
  GroupStatus,
  GroupVerification,
  MAX_GROUP_NAME_LENGTH,
  MAX_GROUP_TEXT_LENGTH,
  MAX_NICKNAME_LENGTH,
  MAX_URL_LENGTH,
  type GroupItem,
  type GroupMemberItem,
} from '../../src/index.js';
import type { PeopleRequestDetails, PeopleRequestName } from '../internal/people-events.js';
import { shownName } from '../internal/shown-name.js';
import { choiceRow, fieldRow, switchRow } from '../internal/people/fact-rows.js';
import type { PeopleWords } from '../locales/people/index.js';
import type { Rights } from './members.js';

type Act = <Name extends PeopleRequestName>(name: Name, detail: PeopleRequestDetails[Name]) => void;

export function infoTemplate(
  group: GroupItem,
  { mayManage }: Rights,
  self: GroupMemberItem | undefined,
  words: PeopleWords,
  act: Act,
): TemplateResult {
  const { groupID } = group;
  const change = (changes: PeopleRequestDetails['openim-group-change-request']['changes']): void =>
    act('openim-group-change-request', { groupID, changes });
  const none = words.none;
  // Users who may not edit these texts see only those that are not empty.
  const textRow = (label: string, value: string, save: (text: string) => void) =>
    value || mayManage
      ? html`<openim-field-row
          label=${label}
          placeholder=${none}
          value=${value}
          max-length=${MAX_GROUP_TEXT_LENGTH}
          multiline
          ?editable=${mayManage}
          .onSave=${save}
        ></openim-field-row>`
      : nothing;
  return html`${
      mayManage
        ? html`${fieldRow(words.groupName, shownName(group.groupName), MAX_GROUP_NAME_LENGTH, (groupName) => {
            if (groupName) change({ groupName });
          })}
          ${fieldRow(words.pictureAddress, group.faceURL, MAX_URL_LENGTH, (faceURL) => change({ faceURL }), none)}`
        : nothing
    }
    ${textRow(words.announcement, group.notification, (notification) => change({ notification }))}
    ${textRow(words.introduction, group.introduction, (introduction) => change({ introduction }))}
    <div class="fact"><span>${words.groupID}</span><span class="fact__value">${groupID}</span></div>
    ${
      self
        ? fieldRow(words.myNickname, shownName(self.nickname), MAX_NICKNAME_LENGTH, (nickname) =>
            act('openim-group-nickname-request', { groupID, userID: self.userID, nickname }),
          )
        : nothing
    }
    ${mayManage ? settingsTemplate(group, words, act) : nothing}`;
}

function settingsTemplate(
  { groupID, status, needVerification }: GroupItem,
  words: PeopleWords,
  act: Act,
): TemplateResult {
  const ways = [
    [GroupVerification.ApplyNeedsInviteNot, words.applyNeeds],
    [GroupVerification.AllNeed, words.allNeed],
    [GroupVerification.NothingNeeds, words.nothingNeeds],
  ] as const;
  return html`${choiceRow(words.entering, ways, needVerification, (verification) =>
    act('openim-group-verification-request', { groupID, verification }),
  )}
  ${switchRow(words.muteEverybody, status === GroupStatus.Muted, (isMuted) =>
    act('openim-group-mute-request', { groupID, isMuted }),
  )}`;
}
