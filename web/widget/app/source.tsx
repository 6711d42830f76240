// A cited passage in its surroundings, over the thread. The focus goes in and comes back.
import { Component, createRef } from 'preact';
import type { CitedPassage } from '../../shared/events';
import { openSource } from '../client/open-source';
import type { OpenSource } from '../client/store';
import { app } from './context';
import { Icon } from './icon';
import { Markdown } from './markdown';

interface Props {
  source: OpenSource;
}

export class SourceView extends Component<Props> {
  #back = createRef<HTMLButtonElement>();
  #mark = createRef<HTMLElement>();
  #from = document.activeElement as HTMLElement | null;

  override componentDidMount() {
    this.#back.current?.focus();
    this.#show();
  }

  override componentDidUpdate(before: Props) {
    if (before.source.passage !== this.props.source.passage) this.#show();
  }

  override componentWillUnmount() {
    // The thread behind is still inert; it is not any more when this has run.
    setTimeout(() => this.#from?.focus());
  }

  #show() {
    this.#mark.current?.scrollIntoView({ block: 'start' });
  }

  override render() {
    const { citation, passage, failed } = this.props.source;
    return (
      <section class="source" aria-labelledby="source-title">
        <div class="bar">
          <button
            ref={this.#back}
            type="button"
            class="round"
            aria-label={app.t('back')}
            onClick={() => app.client.closeSource()}
          >
            <Icon name="back" />
          </button>
          <h2 id="source-title" dir="auto">
            {passage?.title ?? citation.title}
          </h2>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the keyboard. */}
        <div class="passage" tabIndex={0} dir="auto">
          {failed && (
            <p class="wrong" role="alert">
              {app.t('source_failed')}{' '}
              <button
                type="button"
                class="link"
                onClick={() => void openSource(app.client, citation)}
              >
                {app.t('try_again')}
              </button>
            </p>
          )}
          {!passage && !failed && (
            <p class="loading" role="img" aria-label={app.t('source_loading')} />
          )}
          {passage && this.#passage(passage)}
        </div>
      </section>
    );
  }

  #passage(passage: CitedPassage) {
    return (
      <>
        {passage.headings.length > 0 && <p class="path">{passage.headings.join(' › ')}</p>}
        <Around text={passage.before} />
        <mark ref={this.#mark}>
          <span class="used">
            <Icon name="book" />
            {app.t('source_mark')}
          </span>
          <Markdown text={passage.text} />
        </mark>
        <Around text={passage.after} />
        {passage.address && (
          <p>
            <a class="link" href={passage.address} target="_blank" rel="noopener noreferrer">
              {app.t('source_page')}
            </a>
          </p>
        )}
      </>
    );
  }
}

function Around({ text }: { text?: string | null | undefined }) {
  if (!text) return null;
  return (
    <div class="around">
      <Markdown text={text} />
    </div>
  );
}
