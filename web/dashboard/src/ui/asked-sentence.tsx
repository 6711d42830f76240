import type { Asked } from '../lib/wire';

/** A sentence of an answer that was only asked for, with the numbers of its sources. */
export function AskedSentence({ sentence }: { sentence: Asked['sentences'][number] }) {
  return (
    <>
      {sentence.text}
      {sentence.cites.map((n) => (
        <sup
          key={n}
          className="mx-0.5 rounded bg-assistant/15 px-1 text-xs font-semibold text-assistant"
        >
          {n + 1}
        </sup>
      ))}{' '}
    </>
  );
}
