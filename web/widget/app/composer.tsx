// Where the visitor writes. The draft outlives a reload.
import { Component, createRef } from 'preact';
import { MESSAGE_CHARS_MAX } from '../../shared/limits';
import type { State } from '../client/store';
import { app } from './context';
import { Icon } from './icon';
import { more } from './lazy';

const HEIGHT_PX_MAX = 140;

interface Props {
  state: State;
}

export class Composer extends Component<Props, { text: string }> {
  override state = { text: app.client.storage.get('draft') ?? '' };
  #area = createRef<HTMLTextAreaElement>();
  #focused = 0;

  override componentDidMount() {
    this.componentDidUpdate();
  }

  override componentDidUpdate() {
    const area = this.#area.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, HEIGHT_PX_MAX)}px`;
    const { focus } = this.props.state;
    if (focus > this.#focused) area.focus();
    this.#focused = focus;
  }

  #write(text: string) {
    this.setState({ text });
    app.client.storage.set('draft', text || null);
    if (text) app.client.typing();
    else app.client.stopTyping();
  }

  #canSend(words: string): boolean {
    return words.length <= MESSAGE_CHARS_MAX && (more ? more.canSend(!!words) : !!words);
  }

  #send(event: Event) {
    event.preventDefault();
    const words = this.state.text.trim();
    if (!this.#canSend(words)) return;
    app.client.say(words, more?.takeAttached());
    this.#write('');
    this.#area.current?.focus();
  }

  override render() {
    const { text } = this.state;
    const { owner } = this.props.state.thread;
    const count = text.trim().length;
    const tooLong = count > MESSAGE_CHARS_MAX;
    const placeholder =
      owner.is === 'teammate'
        ? app.t('write_to', { name: owner.teammate.name })
        : app.t(owner.is === 'queue' ? 'write' : 'ask');
    return (
      <form class="composer" onSubmit={(event) => this.#send(event)}>
        {tooLong && (
          <p class="wrong" id="too-long" role="alert">
            {app.t('too_long', { max: MESSAGE_CHARS_MAX, count })}
          </p>
        )}
        {more && <more.AttachedPictures />}
        <div
          class="box"
          onPaste={(event) => more?.attach(app.client, event.clipboardData?.files ?? [])}
        >
          {more && <more.AttachButton />}
          <textarea
            ref={this.#area}
            rows={1}
            dir={text ? 'auto' : undefined}
            enterkeyhint="send"
            aria-label={placeholder}
            aria-invalid={tooLong}
            aria-describedby={tooLong ? 'too-long' : undefined}
            placeholder={placeholder}
            value={text}
            onInput={(event) => this.#write(event.currentTarget.value)}
            onBlur={() => app.client.stopTyping()}
            onKeyDown={(event) => {
              // While a syllable is being composed, Enter belongs to the input method.
              if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#send(event);
            }}
          />
          <button
            type="submit"
            class="send"
            aria-label={app.t('send')}
            disabled={!this.#canSend(text.trim())}
          >
            <Icon name="send" />
          </button>
        </div>
      </form>
    );
  }
}
