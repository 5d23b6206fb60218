/** The story the gallery tells: conversations and messages of every kind. */
import {
  anyMessage,
  conversation,
  FakeSession,
  textMessage,
  type MessageOptions,
} from '../test/helpers/fake-session.js';
import {
  blankElements,
  blankMessage,
  ContentType,
  GroupAtType,
  GroupStatus,
  NotificationType,
  OptType,
  type GroupItem,
  type TimelineMessage,
} from '../src/index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const minutesAgo = (minutes: number): number => Date.now() - minutes * MINUTE;

const gradients = new Map<string, string>();

/** A picture without a file: a gradient of the given size, drawn once. */
export function gradient(width: number, height: number): string {
  const size = `${String(width)}×${String(height)}`;
  const drawn = gradients.get(size) ?? drawGradient(width, height);
  gradients.set(size, drawn);
  return drawn;
}

function drawGradient(width: number, height: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return '';
  const colours = context.createLinearGradient(0, 0, width, height);
  colours.addColorStop(0, '#8ec5ff');
  colours.addColorStop(0.55, '#5b7dff');
  colours.addColorStop(1, '#9a6bff');
  context.fillStyle = colours;
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#fff6';
  context.arc(width * 0.72, height * 0.3, Math.min(width, height) * 0.09, 0, 2 * Math.PI);
  context.fill();
  return canvas.toDataURL('image/png');
}

/** The gradient at an address, as pictures that may be opened have one. */
export function pictureAddress(width: number, height: number): string {
  const [, base64 = ''] = gradient(width, height).split(',');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
}

function picture(
  width: number,
  height: number,
  options: MessageOptions,
  url = gradient(width, height),
): TimelineMessage {
  const pictureElem = blankElements().pictureElem;
  pictureElem.sourcePicture = { ...pictureElem.sourcePicture, url, width, height };
  return anyMessage(ContentType.Picture, { pictureElem }, options);
}

function file(fileName: string, fileSize: number, options: MessageOptions): TimelineMessage {
  const sourceUrl = 'https://chat.example/files/1/offer.pdf';
  return anyMessage(
    ContentType.File,
    { fileElem: { ...blankElements().fileElem, fileName, fileSize, sourceUrl } },
    options,
  );
}

function quote(text: string, quoted: string, options: MessageOptions): TimelineMessage {
  const quoteMessage = { ...blankMessage(), sendID: 'me', senderNickname: 'Me', content: quoted };
  return anyMessage(ContentType.Quote, { quoteElem: { text, quoteMessage } }, options);
}

export function notice(contentType: number, detail: object, options: MessageOptions = {}): TimelineMessage {
  return anyMessage(
    contentType,
    { notificationElem: { detail: JSON.stringify(detail), defaultTips: '' } },
    options,
  );
}

export const recalled = (outgoing: boolean, options: MessageOptions = {}): TimelineMessage =>
  anyMessage(ContentType.RevokeNotice, {}, { ...options, outgoing });

const ago = (minutes: number, options: MessageOptions = {}): MessageOptions => ({
  ...options,
  atMs: minutesAgo(minutes),
});
const read = { isRead: true };

/** The conversation of the look's picture. */
export function maraMessages(): TimelineMessage[] {
  return [
    textMessage('See you on Monday then. Have a good weekend!', ago(26 * 60)),
    textMessage('You too 👋', ago(26 * 60 - 1, { outgoing: true, message: read })),
    textMessage('Morning! Did the signed offer reach you?', ago(31)),
    textMessage('I can resend it if not.', ago(30)),
    textMessage('It did, thank you. One question about page 3.', ago(28, { outgoing: true, message: read })),
    file('offer-signed.pdf', 1_240_000, ago(27, { outgoing: true, message: read })),
    recalled(true, ago(20)),
    picture(1200, 580, ago(4, { id: 'first-new' })),
    quote(
      'That column is the yearly price, see the picture. Shall we talk at 11? The table is on https://example.com/offer/3',
      'One question about page 3.',
      ago(3),
    ),
  ];
}

/** Pictures that were sent together: some, many, and some that are still on their way. */
export function albumMessages(): TimelineMessage[] {
  const shapes = [
    [1200, 800],
    [600, 900],
    [800, 800],
    [1600, 500],
  ] as const;
  const pictures = (
    count: number,
    minutes: number,
    options: (index: number) => MessageOptions,
  ): TimelineMessage[] =>
    Array.from({ length: count }, (_, index) => {
      const [width, height] = shapes[index % shapes.length] ?? [800, 800];
      return picture(width, height, ago(minutes - index / 60, options(index)));
    });
  return [
    textMessage('The harbour this morning', ago(31)),
    ...pictures(5, 30, () => ({})),
    ...pictures(2, 20, () => ({ outgoing: true, message: read })),
    textMessage('Lovely. Which one for the cover?', ago(18, { outgoing: true, message: read })),
    ...pictures(3, 1, (index) => ({
      outgoing: true,
      delivery:
        index === 0 ? { kind: 'sent' } : index === 1 ? { kind: 'sending', progress: 40 } : { kind: 'queued' },
    })),
  ];
}

/** One message of every kind. */
export function everyKind(): TimelineMessage[] {
  const elements = blankElements();
  return [
    textMessage('Plain text, with a link to https://example.com/a?b=c and an address, ada@example.com.', ago(50)),
    textMessage('<b>Markup</b> is text: <img src=x onerror=alert(1)> & javascript:alert(1)', ago(49)),
    anyMessage(
      ContentType.At,
      { atElem: { text: '@Me Could you have a look?', atUserList: ['me'], isAtSelf: true } },
      ago(43),
    ),
    quote('Yes, that one.', 'Do you mean the blue door on the left, behind the harbour office?', ago(42)),
    picture(640, 400, ago(36)),
    picture(300, 900, ago(35, { outgoing: true, message: read })),
    picture(400, 300, ago(29), ''),
    file('a very long name of a spreadsheet that nobody will ever read to its end.xlsx', 84_000, ago(28)),
    file('notes', 512, ago(27, { outgoing: true, message: read })),
    anyMessage(ContentType.Sound, { soundElem: { ...elements.soundElem, duration: 14 } }, ago(20)),
    anyMessage(
      ContentType.Video,
      { videoElem: { ...elements.videoElem, duration: 75, videoSize: 12_400_000 } },
      ago(19),
    ),
    anyMessage(
      ContentType.Location,
      { locationElem: { description: 'Harbour office, Pier 3', latitude: 53.5436, longitude: 9.9663 } },
      ago(18),
    ),
    anyMessage(ContentType.Card, {}, ago(17, { message: { content: '{"userID":"jun","nickname":"Jun Ogawa"}' } })),
    anyMessage(
      ContentType.Merger,
      {
        mergeElem: {
          title: 'Mara and Jun',
          abstractList: ['Mara: Did the offer reach you?', 'Jun: It did, thank you.', 'Mara: [Photo]'],
          multiMessage: [blankMessage(), blankMessage(), blankMessage()],
        },
      },
      ago(11),
    ),
    anyMessage(ContentType.Face, { faceElem: { index: 3, data: '' } }, ago(10)),
    anyMessage(
      ContentType.Custom,
      { customElem: { data: '{}', description: 'Order 10432 was shipped', extension: '' } },
      ago(9),
    ),
    anyMessage(999, {}, ago(8)),
    recalled(false, ago(7)),
    notice(
      NotificationType.MemberInvited,
      {
        opUser: { userID: 'ines', nickname: 'Ines Duarte' },
        invitedUserList: [{ nickname: 'Jun Ogawa' }, { userID: 'me', nickname: 'Me' }],
      },
      ago(6),
    ),
    textMessage('漢字かな交じり文と、とても長いことばでもきちんと折り返します。'.repeat(3), ago(5)),
    textMessage('مرحبا، كيف حالك اليوم؟', ago(4, { outgoing: true, message: read })),
    textMessage('Averyveryverylongwordwithoutanyplacetobreakit'.repeat(4), ago(3, { outgoing: true })),
  ];
}

/** One's own message in every state. */
export function everyDelivery(): TimelineMessage[] {
  const own = (minutes: number, options: MessageOptions = {}): MessageOptions =>
    ago(minutes, { ...options, outgoing: true });
  return [
    textMessage('Hello, this is Lena from the shop. What are you looking for?', ago(45)),
    textMessage('My order 10432 says delivered, but nothing came', own(44, { message: read })),
    textMessage('It was due yesterday', own(43)),
    textMessage('I am at home now', own(3, { delivery: { kind: 'sending' } })),
    textMessage('Here is my address again', own(2, { delivery: { kind: 'queued' } })),
    textMessage(
      'and a photo of the door',
      own(1, { delivery: { kind: 'failed', errCode: 803, errMsg: 'too long' } }),
    ),
    textMessage('Please answer', own(0, { delivery: { kind: 'failed', errCode: 600, errMsg: 'blocked' } })),
  ];
}

/** A group's messages, of several people. */
export function groupMessages(): TimelineMessage[] {
  const conversationID = 'group_design';
  const from = (sendID: string, senderNickname: string, minutes: number): MessageOptions => ({
    conversationID,
    atMs: minutesAgo(minutes),
    message: { sendID, senderNickname, groupID: 'design', sessionType: 2 },
  });
  return [
    notice(
      NotificationType.GroupCreated,
      { opUser: { userID: 'ines', nickname: 'Ines Duarte' } },
      { conversationID, atMs: minutesAgo(60) },
    ),
    textMessage(
      'Morning all. The new tokens are in, please try them with your brand colours.',
      from('ines', 'Ines Duarte', 52),
    ),
    textMessage('Dark mode too?', from('jun', 'Jun Ogawa', 50)),
    textMessage('Yes, both.', from('ines', 'Ines Duarte', 49)),
    textMessage('One accent token re-brands it all, bubbles are mixed from it.', from('ines', 'Ines Duarte', 48)),
    textMessage('Looks calm. I like the unread line.', {
      ...from('me', 'Me', 40),
      outgoing: true,
    }),
    textMessage('王小明也看看吧', from('wang', '王小明', 12)),
    textMessage('好的，我下午试一下', from('wang', '王小明', 11)),
  ];
}

export function group(changes: Partial<GroupItem> = {}): GroupItem {
  return {
    groupID: 'design',
    groupName: 'Design team',
    notification: '',
    introduction: '',
    faceURL: '',
    createTime: 0,
    status: GroupStatus.Normal,
    creatorUserID: 'ines',
    groupType: 2,
    ownerUserID: 'ines',
    memberCount: 12,
    ex: '',
    attachedInfo: '',
    needVerification: 0,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
    notificationUpdateTime: 0,
    notificationUserID: '',
    ...changes,
  };
}

/** A session with the list of the look's picture and all its conversations. */
export function storySession(): FakeSession {
  const session = new FakeSession('me');
  const at = (ms: number): MessageOptions => ({ atMs: Date.now() - ms });
  const latest = (text: string, ms: number, options: MessageOptions = {}) =>
    textMessage(text, { ...at(ms), ...options }).message;
  const maraTimeline = session.timeline('single_mara');
  maraTimeline.messages.value = maraMessages();
  maraTimeline.firstUnreadID.value = 'first-new';
  session.add(
    conversation('Mara Keller', {
      unreadCount: 2,
      isPinned: true,
      latestMessage: latest('Shall we talk at 11?', 3 * MINUTE),
    }),
    conversation('Design team', {
      groupID: 'design',
      unreadCount: 14,
      recvMsgOpt: OptType.WithoutNotify,
      latestMessage: latest('the new tokens are in, please try them', 14 * MINUTE, {
        message: { senderNickname: 'Ines', sendID: 'ines' },
      }),
    }),
    conversation('Jun Ogawa', {
      draftText: 'about the invoice from last week',
      latestMessage: latest('Sure', 47 * MINUTE),
    }),
    conversation('Sami Awad', {
      latestMessage: latest('See you on Thursday at the harbour', 2 * DAY, { outgoing: true, message: read }),
    }),
    conversation('王小明', { userID: 'wang', latestMessage: picture(40, 30, at(2 * DAY)).message }),
    conversation('Release party', {
      groupID: 'party',
      unreadCount: 3,
      groupAtType: GroupAtType.Me,
      latestMessage: latest('@Me are you coming?', 3 * DAY),
    }),
    conversation('Lena Brandt', {
      latestMessage: anyMessage(
        ContentType.Sound,
        { soundElem: { ...blankElements().soundElem, duration: 14 } },
        at(6 * DAY),
      ).message,
    }),
    conversation('Alexandra Konstantinopoulou-Featherstonehaugh', {
      latestMessage: latest('Waiting for the network', 40 * DAY, { outgoing: true }),
      latestDelivery: { kind: 'queued' },
    }),
    conversation('Tariq', {
      unreadCount: 128,
      latestMessage: latest('This one was not sent', 400 * DAY, { outgoing: true }),
      latestDelivery: { kind: 'failed', errCode: 302, errMsg: '' },
    }),
  );
  const designTimeline = session.timeline('group_design');
  designTimeline.messages.value = groupMessages();
  designTimeline.group.value = group();
  return session;
}
