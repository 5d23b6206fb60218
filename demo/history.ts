/**
 * What the demo's people have said to each other. A line is `[who, text]`; the seeder spreads the lines over the days
 * before today. The older part of each conversation is composed from the topics below, so that there is something to
 * page through. The texts `picture` and `offer` stand for the demo's picture and file.
 */
import type { DemoUserID } from './people.js';

export type Line = readonly [who: DemoUserID, text: string];

export type Script = {
  /** The two people of a single chat, or the name of a group. */
  readonly between: readonly [DemoUserID, DemoUserID] | string;
  /** How many older lines are composed before `lines`. */
  readonly older: number;
  readonly lines: readonly Line[];
  /** How long ago the last line was said, in minutes. */
  readonly lastMinutesAgo: number;
  /** How many of the last lines the receivers have not read yet. */
  readonly unread: number;
};

export const scripts: readonly Script[] = [
  {
    between: ['mara', 'jun'],
    older: 260,
    lastMinutesAgo: 4,
    unread: 2,
    lines: [
      ['jun', 'Morning! Did the signed offer reach you?'],
      ['jun', 'I can resend it if not.'],
      ['jun', 'offer'],
      ['mara', 'It did, thank you. One question about page 3.'],
      ['mara', 'The column on the right: is that per month or per year?'],
      ['jun', 'Per year. The monthly price is in the appendix, I should have put them side by side.'],
      ['mara', 'Ah, good. Then it is what we talked about.'],
      ['mara', 'I will bring it to the Thursday meeting. Notes so far: https://example.com/notes/offer?id=10432'],
      ['jun', 'Perfect. Shall we talk at 11?'],
      ['jun', 'picture'],
      ['jun', 'I have the room until noon, and the view of the harbour is worth it.'],
    ],
  },
  {
    between: 'Design team',
    older: 120,
    lastMinutesAgo: 15,
    unread: 3,
    lines: [
      ['ines', 'The new tokens are in. Everything hangs on one accent colour now.'],
      ['sami', 'Dark mode too?'],
      ['ines', 'Dark mode too. Outgoing bubbles are mixed from the accent, so any brand keeps its contrast.'],
      ['jun', 'Tried it with our orange. It looks like it was made for it.'],
      ['mara', 'Could we keep the line between the panes at one pixel? On my screen it looks heavier.'],
      ['ines', 'It is one pixel. Your screen is kind to it.'],
      ['sami', 'I have seven places where the old grey is still written out by hand.'],
      ['sami', 'Make that eight.'],
      ['ines', 'Send me the list, I will go through it after lunch.'],
    ],
  },
  {
    between: ['jun', 'ines'],
    older: 40,
    lastMinutesAgo: 58,
    unread: 0,
    lines: [
      ['ines', 'Do you have the high-resolution logo somewhere?'],
      ['jun', 'In the shared folder, under “press”. The one with the white edge is old.'],
      ['ines', 'Found it. Thanks!'],
    ],
  },
  {
    between: ['mara', 'sami'],
    older: 30,
    lastMinutesAgo: 60 * 26,
    unread: 0,
    lines: [
      ['sami', 'Are you coming to the talk on Thursday?'],
      ['mara', 'Yes, with two people from the shop.'],
      ['sami', 'Then I keep three seats.'],
      ['mara', 'See you on Thursday.'],
    ],
  },
  {
    between: ['wang', 'mara'],
    older: 20,
    lastMinutesAgo: 60 * 27,
    unread: 1,
    lines: [
      ['wang', '你好，Mara！样品昨天已经寄出了。'],
      ['mara', '太好了，谢谢！大概什么时候能到？'],
      ['wang', '快递说周四之前。到了告诉我一声。'],
    ],
  },
  {
    between: 'Release party',
    older: 24,
    lastMinutesAgo: 60 * 49,
    unread: 2,
    lines: [
      ['lena', 'Friday, six o’clock, the roof if it does not rain.'],
      ['wang', 'And if it rains?'],
      ['lena', 'Then the roof with umbrellas.'],
      ['sami', 'I bring the good speakers.'],
      ['jun', 'And I bring somebody who knows how to connect them.'],
    ],
  },
  {
    between: ['lena', 'jun'],
    older: 12,
    lastMinutesAgo: 60 * 80,
    unread: 1,
    lines: [
      ['jun', 'Thanks for the quick help with the order.'],
      ['lena', 'Any time. The parcel has left, you should get a note about it tonight.'],
    ],
  },
];

const TOPICS: readonly (readonly [question: string, answer: string, closing: string])[] = [
  ['Is the report for week {n} done?', 'Nearly. The last two tables are missing.', 'No hurry, tomorrow is fine.'],
  ['How was the train?', 'Full, but on time. I got {n} pages read.', 'Then it was a good train.'],
  [
    'Can you look at ticket {n}?',
    'Looked. It is the cache again; I left a note.',
    'Thank you, that saves my afternoon.',
  ],
  [
    'The customer from room {n} called, she is very happy.',
    'That is good to hear for once!',
    'I told her so too.',
  ],
  [
    'Do we have {n} chairs for the workshop?',
    'We have a few more, they are in the basement.',
    'Then I ask for help carrying.',
  ],
  ['Lunch at half past {n12}?', 'Yes. The place on the corner?', 'The place on the corner.'],
  ['I moved our meeting to {n12} o’clock.', 'Works for me.', 'Great, the invitation is out.'],
  ['The build takes {n} seconds now.', 'Down from what?', 'Twice that. I split the tests.'],
  [
    'Who keeps the key to the archive?',
    'Ines, and there is a spare one with the porter.',
    'Found it, third drawer.',
  ],
  [
    'Did you see the sunset yesterday?',
    'From the bridge, yes. I have a picture somewhere.',
    'Send it when you find it.',
  ],
  [
    'Version {n} is tagged.',
    'I will test it on the old phone tonight.',
    'You are the only one who still has one.',
  ],
  ['We need a shorter word for “conversation settings”.', 'Options?', 'Options. Thanks.'],
];

/** Older lines of a conversation between `speakers`: deterministic, no two the same exchange in a row. */
export function composeOlder(speakers: readonly DemoUserID[], count: number): Line[] {
  const lines: Line[] = [];
  for (let exchange = 0; lines.length < count; exchange++) {
    const topic = TOPICS[(exchange * 5 + speakers.length) % TOPICS.length] ?? TOPICS[0];
    if (!topic) break;
    topic.forEach((text, turn) => {
      const speaker = speakers[(exchange + turn) % speakers.length];
      if (!speaker || lines.length >= count) return;
      lines.push([
        speaker,
        text.replace('{n}', String(7 + ((exchange * 13) % 83))).replace('{n12}', String(1 + (exchange % 12))),
      ]);
    });
  }
  return lines;
}
