// One message: the visitor's own as plain text, everybody else's as a tree of safe Markdown.
import { Component } from 'preact';
import type { Person } from '../../shared/events';
import { withoutMarks } from '../../shared/markdown/marks';
import type { Bubble } from '../../shared/thread';
import { clock } from '../../shared/time';
import { Avatar } from './avatar';
import { app } from './context';
import { Icon } from './icon';
import { more } from './lazy';

const NOBODY: Partial<Person> = {};

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
    const { name: person, picture } = by.role === 'teammate' ? by : NOBODY;
    return (
      <article class={`said ${by.role}${first ? ' first' : ''}${last ? ' last' : ''}`}>
        {first && <Speaker name={person} assistant={assistant} mine={mine} />}
        {!mine && last && <Avatar name={person} picture={picture} />}
        <div class="bubble">
          {more && item.pictures && (
            <more.Pictures pictures={item.pictures} name={mine ? app.t('you') : (person ?? '')} />
          )}
          {item.text && (mine ? <p dir="auto">{item.text}</p> : <Answer item={item} />)}
        </div>
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

/** Until Markdown and sources are there, the words as they are. */
function Answer({ item }: { item: Bubble }) {
  if (more) return <more.Answer item={item} />;
  return (
    <div dir="auto" class="words">
      <p class="plain">{withoutMarks(item.text)}</p>
    </div>
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
