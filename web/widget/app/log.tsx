// The thread: bubbles in bursts, lines between them, the card while a person is waited for.
import { Component, type ComponentChildren, createRef } from 'preact';
import type { Bubble, Item, Line } from '../../shared/thread';
import { day } from '../../shared/time';
import type { State } from '../client/store';
import { Said } from './bubble';
import { app } from './context';
import { Greeting } from './greeting';
import { Icon } from './icon';
import { more } from './lazy';
import { PendingMessage } from './pending';

const BURST_MS_MAX = 120_000;
const PINNED_PX = 64;

interface Props {
  state: State;
}

export class Log extends Component<Props, { away: boolean }> {
  override state = { away: false };
  #log = createRef<HTMLDivElement>();
  #watch = new ResizeObserver(() => this.#follow());
  #pinned = true;
  #own = 0;

  override componentDidMount() {
    if (this.#log.current) this.#watch.observe(this.#log.current);
    this.componentDidUpdate();
  }

  override componentDidUpdate() {
    const { thread, pending } = this.props.state;
    const own = pending.length + thread.items.filter(isMine).length;
    // Who writes wants to see what they wrote; who reads further up is left there.
    if (own > this.#own) this.#pinned = true;
    this.#own = own;
    this.#follow();
  }

  override componentWillUnmount() {
    this.#watch.disconnect();
  }

  #follow() {
    const log = this.#log.current;
    if (log && this.#pinned) log.scrollTop = log.scrollHeight;
  }

  #scrolled(log: HTMLElement) {
    this.#pinned = log.scrollHeight - log.scrollTop - log.clientHeight < PINNED_PX;
    if (this.state.away === this.#pinned) this.setState({ away: !this.#pinned });
  }

  override render() {
    const { state } = this.props;
    const toEnd = () => {
      this.#pinned = true;
      this.setState({ away: false });
    };
    return (
      <div class="log-frame">
        {/* Not live: a growing answer would be read out piece by piece. */}
        <div
          ref={this.#log}
          class="log"
          role="log"
          aria-live="off"
          aria-label={app.t('messages')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls needs the keyboard.
          tabIndex={0}
          onScroll={(event) => this.#scrolled(event.currentTarget)}
        >
          <Greeting state={state} />
          <Thread state={state} />
          {state.pending.map((it) => (
            <PendingMessage key={it.command.id} item={it} />
          ))}
          {more && <more.Tail state={state} />}
        </div>
        {this.state.away && (
          <button type="button" class="jump round" aria-label={app.t('latest')} onClick={toEnd}>
            <Icon name="down" />
          </button>
        )}
      </div>
    );
  }
}

function Thread({ state }: { state: State }) {
  const { items } = state.thread;
  const card = cardAt(state);
  const rows: ComponentChildren[] = [];
  items.forEach((item, at) => {
    const previous = items[at - 1];
    if (!previous || day(previous.at) !== day(item.at)) {
      const today = day(item.at) === day(Date.now());
      rows.push(
        <p key={`d${item.key}`} class="day">
          {today ? app.t('today') : day(item.at, app.locale)}
        </p>,
      );
    }
    rows.push(
      item.kind === 'bubble' ? (
        <Said
          key={item.key}
          item={item}
          first={!sameBurst(previous, item)}
          last={!sameBurst(items[at + 1], item)}
          assistant={state.face?.name ?? ''}
          locale={app.locale}
        />
      ) : item.kind === 'line' ? (
        <LineRow key={item.key} line={item} />
      ) : (
        more && <more.RunPart key={item.key} run={item} state={state} />
      ),
    );
    if (at === card && more) rows.push(<more.HandoffCard key="card" state={state} />);
  });
  return <>{rows}</>;
}

function LineRow({ line }: { line: Line }) {
  const text = more?.lineText(line.event, app.t);
  return text ? <p class={`line ${line.event.kind}`}>{text}</p> : null;
}

/** The card stands behind the line that began the wait, as long as its details matter. */
function cardAt({ thread }: State): number {
  if (thread.owner.is !== 'queue' && thread.owner.is !== 'teammate') return -1;
  return thread.items.findLastIndex(
    (it) => it.kind === 'line' && ['handed_off', 'released', 'routed'].includes(it.event.kind),
  );
}

function isMine(item: Item): item is Bubble {
  return item.kind === 'bubble' && item.by.role === 'visitor';
}

function sameBurst(other: Item | undefined, item: Bubble): boolean {
  if (other?.kind !== 'bubble' || other.by.role !== item.by.role) return false;
  if (other.by.role === 'teammate' && item.by.role === 'teammate' && other.by.id !== item.by.id) {
    return false;
  }
  return Math.abs(other.at - item.at) < BURST_MS_MAX;
}
