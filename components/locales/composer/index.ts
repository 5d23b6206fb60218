import { defineWords } from '../words.js';

/** The words of what opens from the text field: recording, mentions, places, emoji. */
const en = {
  file: 'Photo or file',
  location: 'Location',
  contact: 'Contact card',
  attach: 'Attach',

  answering: (name: string) => `Reply to ${name}`,
  stopAnswering: 'Do not reply',

  mentions: 'People in this group',
  everyone: 'Everyone',

  recording: 'Recording',
  cancelRecording: 'Discard the recording',
  sendRecording: 'Send the recording',
  microphoneRefused: 'This page may not use the microphone. Allow it in the browser’s settings.',
  microphoneMissing: 'No microphone was found.',
  recordingFailed: 'Recording does not work here.',
  close: 'Close',

  shareLocation: 'Share a location',
  locationName: 'Name of the place',
  latitude: 'Latitude',
  longitude: 'Longitude',
  useMyLocation: 'Use my location',
  locating: 'Looking for you…',
  locationRefused: 'Your location could not be found.',
  sendLocation: 'Send',

  emoji: 'Emoji',
  stickers: 'Stickers',
  searchEmoji: 'Search emoji',
  noEmoji: 'No emoji found',
  groupFaces: 'Smileys',
  groupPeople: 'People',
  groupNature: 'Animals and nature',
  groupFood: 'Food and drink',
  groupActivities: 'Activities',
  groupTravel: 'Travel and places',
  groupObjects: 'Objects',
  groupSymbols: 'Symbols',
};

type Words = { readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key] };

const zhCN: Words = {
  file: '照片或文件',
  location: '位置',
  contact: '名片',
  attach: '添加',

  answering: (name) => `回复${name}`,
  stopAnswering: '取消回复',

  mentions: '群成员',
  everyone: '所有人',

  recording: '正在录音',
  cancelRecording: '放弃录音',
  sendRecording: '发送录音',
  microphoneRefused: '此页面无法使用麦克风，请在浏览器设置中允许。',
  microphoneMissing: '未找到麦克风。',
  recordingFailed: '此处无法录音。',
  close: '关闭',

  shareLocation: '发送位置',
  locationName: '地点名称',
  latitude: '纬度',
  longitude: '经度',
  useMyLocation: '使用我的位置',
  locating: '正在定位…',
  locationRefused: '无法获取你的位置。',
  sendLocation: '发送',

  emoji: '表情符号',
  stickers: '贴纸',
  searchEmoji: '搜索表情符号',
  noEmoji: '未找到表情符号',
  groupFaces: '笑脸',
  groupPeople: '人物',
  groupNature: '动物与自然',
  groupFood: '食物与饮料',
  groupActivities: '活动',
  groupTravel: '旅行与地点',
  groupObjects: '物品',
  groupSymbols: '符号',
};

const ar: Words = {
  file: 'صورة أو ملف',
  location: 'موقع',
  contact: 'بطاقة اتصال',
  attach: 'إرفاق',

  answering: (name) => `رد على ${name}`,
  stopAnswering: 'إلغاء الرد',

  mentions: 'أعضاء المجموعة',
  everyone: 'الجميع',

  recording: 'جارٍ التسجيل',
  cancelRecording: 'تجاهل التسجيل',
  sendRecording: 'إرسال التسجيل',
  microphoneRefused: 'لا يُسمح لهذه الصفحة باستخدام الميكروفون. اسمح به في إعدادات المتصفح.',
  microphoneMissing: 'لم يُعثر على ميكروفون.',
  recordingFailed: 'التسجيل غير متاح هنا.',
  close: 'إغلاق',

  shareLocation: 'مشاركة موقع',
  locationName: 'اسم المكان',
  latitude: 'خط العرض',
  longitude: 'خط الطول',
  useMyLocation: 'استخدام موقعي',
  locating: 'جارٍ تحديد موقعك…',
  locationRefused: 'تعذّر تحديد موقعك.',
  sendLocation: 'إرسال',

  emoji: 'رموز تعبيرية',
  stickers: 'ملصقات',
  searchEmoji: 'البحث في الرموز التعبيرية',
  noEmoji: 'لم يُعثر على رموز تعبيرية',
  groupFaces: 'وجوه',
  groupPeople: 'أشخاص',
  groupNature: 'حيوانات وطبيعة',
  groupFood: 'طعام وشراب',
  groupActivities: 'أنشطة',
  groupTravel: 'سفر وأماكن',
  groupObjects: 'أشياء',
  groupSymbols: 'رموز',
};

export const composerWords = defineWords({ en, 'zh-CN': zhCN, ar });
