/** The people of the demo, and who is in which group. */
export const people = [
  { userID: 'mara', nickname: 'Mara Keller' },
  { userID: 'jun', nickname: 'Jun Ogawa' },
  { userID: 'ines', nickname: 'Ines Duarte' },
  { userID: 'sami', nickname: 'Sami Awad' },
  { userID: 'lena', nickname: 'Lena Brandt' },
  { userID: 'wang', nickname: '王小明' },
] as const;

/** Who answers the visitors of the demo's shop. */
export const supportAgents: readonly string[] = ['lena', 'sami'];

export type DemoUserID = (typeof people)[number]['userID'];

export const groups = [
  { name: 'Design team', owner: 'ines', members: ['mara', 'jun', 'sami'] },
  { name: 'Release party', owner: 'lena', members: ['mara', 'jun', 'ines', 'sami', 'wang'] },
] as const satisfies readonly { name: string; owner: DemoUserID; members: readonly DemoUserID[] }[];
