import type { ComposerWords } from './en.js';

export const zhCN: ComposerWords = {
  file: '照片或文件',
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
  microphoneFailed: '无法使用麦克风，可能正被其他应用占用。',
  close: '关闭',

  shareLocation: '发送位置',
  locationName: '地点名称',
  latitude: '纬度',
  longitude: '经度',
  useMyLocation: '使用我的位置',
  locating: '正在定位…',
  locationRefused: '无法获取你的位置，你可以在下面填写。',

  stickers: '贴纸',
  searchEmoji: '搜索表情符号',
  noEmoji: '未找到表情符号',
  faces: '笑脸',
  people: '人物',
  nature: '动物与自然',
  food: '食物与饮料',
  activities: '活动',
  travel: '旅行与地点',
  objects: '物品',
  symbols: '符号',
  removeFile: (name) => `移除${name}`,
};
