/** Makes the same messages for every list: from two people, one line to a paragraph long. */
const WORDS = 'the harbour is closed until noon and nobody knows why so bring the long ladder please'.split(' ');

export function makeMessages(from, count) {
  return Array.from({ length: count }, (_, index) => makeMessage(from + index));
}

export function makeMessage(number) {
  const length = 4 + ((number * 7919) % 37);
  const words = Array.from({ length }, (_, index) => WORDS[(number + index * 3) % WORDS.length]);
  return {
    id: `m${number}`,
    number,
    text: `${words.join(' ')} #${number}.`,
    isMine: number % 3 === 0,
    atMs: 1_750_000_000_000 + number * 40_000,
  };
}
