// One message: the visitor's own as plain text, everybody else's as a tree of safe Markdown.
import { Component } from 'preact';
import type { Citation } from '../../shared/events';
import { citeMark, withoutMarks } from '../../shared/markdown/marks';
import { type Bubble, between } from '../../shared/thread';
import { clock } from '../../shared/time';
import { Avatar } from './avatar';
import { app } from './context';
import { Icon } from './icon';
import { more } from './lazy';

export interface SaidProps {
  item: Bubble;
  /** First and last of a burst by the same speaker. */
  first: boolean;
  last: boolean;
  assistant: string;
  locale: string;
}

/** Bubbles never change but by becoming new ones, so most are left alone when the thread grows. */
export class Said extends Component<SaidProps> {
  override shouldComponentUpdate(next: SaidProps) {
    return (Object.keys(next) as (keyof SaidProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render() {
    const { item, first, last, assistant } = this.props;
    const { by } = item;
    const mine = by.role === 'visitor';
    const person = by.role === 'teammate' ? by.name : undefined;
    return (
      <article class={`said ${by.role}${first ? ' first' : ''}${last ? ' last' : ''}`}>
        {first && <Speaker name={person} assistant={assistant} mine={mine} />}
        {!mine && last && <Avatar name={person} />}
        <div class="bubble">{mine ? <p dir="auto">{item.text}</p> : <Answer item={item} />}</div>
        <Below item={item} last={last} />
      </article>
    );
  }
}

interface SpeakerProps {
  name: string | undefined;
  assistant: string;
  mine: boolean;
}

function Speaker({ name, assistant, mine }: SpeakerProps) {
  if (mine) return <span class="sr">{app.t('you')}</span>;
  return (
    <span class="speaker">
      {name ?? assistant}
      {!name && <em>{app.t('ai')}</em>}
    </span>
  );
}

function Answer({ item }: { item: Bubble }) {
  if (item.by.role === 'teammate') return <Words text={withoutMarks(item.text)} />;
  const cited = citedBy(item);
  return (
    <>
      <Words text={marked(item, cited)} />
      {cited.length > 0 && <Sources cited={cited} />}
    </>
  );
}

/** Until Markdown is there, the words as they are. */
function Words({ text }: { text: string }) {
  return (
    <div dir="auto" class="words">
      {more ? <more.Markdown text={text} /> : <p class="plain">{withoutMarks(text)}</p>}
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
            onClick={() => void more?.openSource(app.client, it)}
          >
            <b>{at + 1}</b>
            <span>{name(it)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Below({ item, last }: { item: Bubble; last: boolean }) {
  const cut = item.state === 'interrupted';
  if (!cut && !last) return null;
  return (
    <p class="below">
      {cut && (
        <span class="cut">
          <Icon name="cut" />
          {app.t('interrupted')}
        </span>
      )}
      {last && <time>{clock(item.at, app.locale)}</time>}
    </p>
  );
}

const key = (it: Citation) => `${it.source}/${it.position}/${it.revision}`;
const name = (it: Citation) =>
  it.heading && it.heading !== it.title ? `${it.title}: ${it.heading}` : it.title;

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
