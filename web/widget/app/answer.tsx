// What was said to the visitor, as Markdown, with its sources. Fetched after the panel stands.
import type { Citation } from '../../shared/events';
import { citeMark, withoutMarks } from '../../shared/markdown/marks';
import { type Bubble, between } from '../../shared/thread';
import { openSource } from '../client/open-source';
import { app } from './context';
import { Markdown } from './markdown';

/** What an assistant or a teammate said, with the sources that it rests on. */
export function Answer({ item }: { item: Bubble }) {
  if (item.by.role === 'teammate') return <Words text={withoutMarks(item.text)} />;
  const cited = citedBy(item);
  return (
    <>
      <Words text={marked(item, cited)} />
      {cited.length > 0 && <Sources cited={cited} />}
    </>
  );
}

function Words({ text }: { text: string }) {
  return (
    <div dir="auto" class="words">
      <Markdown text={text} />
    </div>
  );
}

function Sources({ cited }: { cited: Citation[] }) {
  return (
    <ul class="sources" aria-label={app.t('sources')}>
      {cited.map((it, at) => (
        <li key={key(it)}>
          <button
            type="button"
            aria-label={app.t('source', { n: at + 1, title: name(it) })}
            onClick={() => void openSource(app.client, it)}
          >
            <b>{at + 1}</b>
            <span>{name(it)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const key = (it: Citation) => `${it.source}/${it.position}/${it.revision}`;
const name = (it: Citation) =>
  (it.heading && it.heading !== it.title ? `${it.title}: ${it.heading}` : it.title) +
  (it.page ? ` (${it.page})` : '');

/** Each passage once, in the order in which the answer comes to it. */
function citedBy(item: Bubble): Citation[] {
  const all = item.sentences.flatMap((it) => it.citations);
  return all.filter((it, at) => all.findIndex((other) => key(other) === key(it)) === at);
}

/** The answer with the numbers of its sources behind each sentence. */
function marked(item: Bubble, cited: Citation[]): string {
  let text = '';
  for (const { text: raw, citations } of item.sentences) {
    const sentence = withoutMarks(raw);
    const numbers = citations.map((it) => cited.findIndex((other) => key(other) === key(it)) + 1);
    const marks = [...new Set(numbers)].map(citeMark).join('');
    const end = sentence.trimEnd();
    text += between(text, sentence) + end + marks + sentence.slice(end.length);
  }
  return text;
}
