import type { Catalog } from './en.js';
import { zhCN as chatSearch } from './chat-search/zh-CN.js';
import { zhCN as composer } from './composer/zh-CN.js';
import { zhCN as conversationMenu } from './conversation-menu/zh-CN.js';
import { zhCN as failure } from './failures/zh-CN.js';
import { zhCN as forward } from './forward-dialog/zh-CN.js';
import { zhCN as launcher } from './launcher/zh-CN.js';
import { zhCN as message } from './message/zh-CN.js';
import { zhCN as people } from './people/zh-CN.js';
import { zhCN as sharedFiles } from './shared-files/zh-CN.js';
import { zhCN as support } from './support/zh-CN.js';
import type { LanguageWords } from './later-words.js';
import { pluralOf } from './plural.js';

const plural = pluralOf('zh-CN');

/** Simplified Chinese. */
export const zhCN: Catalog = {
  conversations: '会话',
  search: '搜索',
  searchConversations: '搜索会话',
  clearSearch: '清除搜索',
  noConversations: '暂无会话',
  noConversationsHint: '有人发来消息后会显示在这里。',
  noMatches: '没有结果',
  noMatchesHint: (query) => `没有找到“${query}”。`,
  conversationsFailed: '会话加载失败',
  chooseConversation: '请选择一个会话',
  unreadMessages: (count) => plural(count, { other: '#条未读消息' }),
  mentioned: '有人@你',
  draft: '草稿：',
  pinned: '已置顶',
  muted: '消息免打扰',
  cancel: '取消',
  you: '你',
  youObject: '你',
  somebody: '某人',
  said: (name, text) => `${name}：${text}`,

  members: (count) => plural(count, { other: '#位成员' }),
  searchMessages: '在此聊天中搜索',
  typing: '正在输入…',
  offline: '当前离线，恢复连接后将自动发送消息。',
  tryNow: '立即重试',
  tryAgain: '重试',
  dismiss: '关闭',
  kicked: '聊天已在别处打开',
  kickedHint: '你已在其他页面或设备上登录。',
  useHere: '在此处使用',
  expired: '登录已过期',
  expiredHint: '已写的内容不会丢失。',
  signInAgain: '重新登录',
  refused: '登录未被接受',
  refusedHint: '服务器不认识该用户或令牌。',
  loggedOut: '你已退出登录',
  loggedOutHint: '请重新登录后继续。',
  chatFailed: '无法打开该聊天',
  notFound: '找不到该用户或群组',
  notInGroup: '你已不在该群组中。',
  groupDismissed: '该群组已解散。',
  loading: '正在加载',
  notSetUp: '聊天尚未配置完成',
  notSetUpHint: (missing) => `缺少：${missing}。`,
  notLoggedIn: '尚未登录。',
  invalidURL: (url) => `“${url}”不是聊天服务器的地址。`,

  messages: (name) => `与${name}的消息`,
  messagesUnnamed: '消息',
  messagesFailed: '消息加载失败',
  noMessages: '暂无消息',
  noMessagesHint: '发送第一条消息吧。',
  newMessages: (count) => plural(count, { other: '#条新消息' }),
  countNew: (count) => `${String(count)}条新消息`,
  jumpToNewest: '跳到最新消息',
  queued: '等待发送',
  sending: '发送中',
  uploading: (percent) => `上传中 ${String(percent)}%`,
  sent: '已发送',
  read: '已读',
  retry: '重试',
  delete: '删除',
  messageActions: '消息操作',
  youRecalled: '你撤回了一条消息',
  editAgain: '重新编辑',
  recalled: (name) => `${name}撤回了一条消息`,
  photo: '图片',
  voiceMessage: '语音消息',
  video: '视频',
  file: '文件',
  location: '位置',
  contactCard: '名片',
  sticker: '表情',
  customMessage: '自定义消息',
  chatHistory: '聊天记录',
  unsupported: '暂不支持显示此类消息。',
  noMessage: '这里没有消息。',
  originalGone: '原消息已不存在。',

  failed: '发送失败',

  send: '发送',
  messageTo: (name) => `发消息给${name}`,
  writeMessage: '输入消息',
  charactersLeft: (count) => plural(count, { other: '还可输入#个字符' }),
  tooLong: (count) => plural(count, { other: '超出#个字符' }),
  attachFiles: '添加文件',
  recordVoice: '录制语音消息',
  emoji: '表情符号',
  attachments: '待发送的文件',

  connectionConnecting: '连接中…',
  connectionOnline: '在线',
  connectionWaiting: (seconds) => `离线，${String(seconds)}秒后重试`,
  connectionOffline: '离线',

  names: (names) => new Intl.ListFormat('zh-CN').format(names),
  others: (count) => plural(count, { other: '其他#人' }),
  noticeFriendAdded: '你们已成为好友，打个招呼吧！',
  noticeGroupCreated: (name) => `${name}创建了群组`,
  noticeGroupChanged: (name) => `${name}修改了群资料`,
  noticeQuit: (name) => `${name}退出了群组`,
  noticeTransferred: (name, owner) => `${name}将群主转让给${owner}`,
  noticeKicked: (name, names) => `${name}将${names}移出了群组`,
  noticeInvited: (name, names) => `${name}邀请${names}加入了群组`,
  noticeEntered: (name) => `${name}加入了群组`,
  noticeDismissed: (name) => `${name}解散了群组`,
  noticeMemberMuted: (name, member) => `${name}将${member}禁言`,
  noticeMemberUnmuted: (name, member) => `${name}取消了${member}的禁言`,
  noticeGroupMuted: (name) => `${name}开启了全员禁言`,
  noticeGroupUnmuted: (name) => `${name}关闭了全员禁言`,
  notice: '会话信息有变更',
};

/** Everything in this language, including the words of parts that are loaded later. */
export const words: LanguageWords = {
  catalog: zhCN,
  later: {
    chatSearch,
    composer,
    conversationMenu,
    failure,
    forward,
    launcher,
    message,
    people,
    sharedFiles,
    support,
  },
};
