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
import { switchRow } from '../internal/people/switch-row.js';
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
  const texts = [
    {
      label: words.announcement,
      value: group.notification,
      save: (notification: string) => change({ notification }),
    },
    {
      label: words.introduction,
      value: group.introduction,
      save: (introduction: string) => change({ introduction }),
    },
  ];
  return html`${
      mayManage
        ? html`<openim-field-row
              label=${words.groupName}
              value=${shownName(group.groupName)}
              max-length=${MAX_GROUP_NAME_LENGTH}
              editable
              .onSave=${(groupName: string) => {
                if (groupName) change({ groupName });
              }}
            ></openim-field-row>
            <openim-field-row
              label=${words.pictureAddress}
              placeholder=${none}
              value=${group.faceURL}
              max-length=${MAX_URL_LENGTH}
              editable
              .onSave=${(faceURL: string) => change({ faceURL })}
            ></openim-field-row>`
        : nothing
    }
    ${texts
      .filter(({ value }) => value || mayManage)
      .map(
        ({ label, value, save }) =>
          html`<openim-field-row
            label=${label}
            placeholder=${none}
            value=${value}
            max-length=${MAX_GROUP_TEXT_LENGTH}
            multiline
            ?editable=${mayManage}
            .onSave=${save}
          ></openim-field-row>`,
      )}
    <div class="fact"><span>${words.groupID}</span><span class="fact__value">${groupID}</span></div>
    ${
      self
        ? html`<openim-field-row
            label=${words.myNickname}
            value=${shownName(self.nickname)}
            max-length=${MAX_NICKNAME_LENGTH}
            editable
            .onSave=${(nickname: string) =>
              act('openim-group-nickname-request', { groupID, userID: self.userID, nickname })}
          ></openim-field-row>`
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
  return html`<label class="fact"
      ><span>${words.entering}</span>
      <select
        class="input"
        @change=${(event: Event) => {
          const chosen = ways.find(([value]) => String(value) === (event.target as HTMLSelectElement).value);
          if (chosen) act('openim-group-verification-request', { groupID, verification: chosen[0] });
        }}
      >
        ${ways.map(
          ([value, label]) =>
            html`<option
              value=${value}
              .selected=${value === needVerification}
              ?selected=${value === needVerification}
            >
              ${label}
            </option>`,
        )}
      </select></label
    >
    ${switchRow(words.muteEverybody, status === GroupStatus.Muted, (isMuted) =>
      act('openim-group-mute-request', { groupID, isMuted }),
    )}`;
}
