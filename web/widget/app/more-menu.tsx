// The menu: what actions offer, and the transcript, to download or by mail to an address that is
// typed here.
import { Component, createRef } from 'preact';
import { type Translate, translator } from '../../shared/i18n';
import { EMAIL_CHARS_MAX } from '../../shared/limits';
import type { State } from '../client/store';
import { type en, MENU } from '../locales/menu';
import { app } from './context';
import { more } from './lazy';
import css from './more-menu.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

interface Props {
  state: State;
  close: () => void;
}

interface Shown {
  email: string;
  busy: boolean;
  wrong: string;
  sent: string;
}

export class Menu extends Component<Props, Shown> {
  override state: Shown = {
    email: this.props.state.thread.details.email ?? '',
    busy: false,
    wrong: '',
    sent: '',
  };
  #box = createRef<HTMLElement>();
  #t: Translate<typeof en> = translator(MENU[app.locale] ?? MENU.en, app.locale);

  override componentDidMount() {
    this.#box.current?.querySelector<HTMLElement>('button')?.focus();
  }

  #leave(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    // Escape closes what was opened last; the panel stays.
    event.stopPropagation();
    this.props.close();
    document.getElementById('menu-button')?.focus();
  }

  async #download() {
    await this.#attempt(async () => {
      const response = await this.#fetch('GET');
      const url = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = this.#t('file');
      link.click();
      // The download has begun by then; a page that is left frees it in any case.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    });
  }

  async #mail(event: Event) {
    event.preventDefault();
    const email = this.state.email.trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      this.setState({ wrong: app.t('email_wrong') });
      this.#box.current?.querySelector('input')?.focus();
      return;
    }
    await this.#attempt(async () => {
      const response = await this.#fetch('POST', { email });
      const { to } = await response.json();
      this.setState({ sent: to });
    });
  }

  async #attempt(action: () => Promise<void>) {
    if (this.state.busy) return;
    this.setState({ busy: true, wrong: '', sent: '' });
    try {
      await action();
    } catch (error) {
      this.setState({ wrong: error instanceof Error ? error.message : '' });
    }
    this.setState({ busy: false });
  }

  async #fetch(method: string, body?: object): Promise<Response> {
    const path = `/api/visitor/conversations/${this.props.state.thread.conversation}/transcript`;
    const response = await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${app.client.api.token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => {
      throw new Error(this.#t('unreachable'));
    });
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? this.#t('unreachable'));
  }

  override render() {
    const { state } = this.props;
    const t = this.#t;
    const has = state.buttons.length > 0;
    return (
      <section
        ref={this.#box}
        class="menu"
        aria-label={t(has ? 'actions' : 'title')}
        onKeyDown={(event) => this.#leave(event)}
      >
        {has && (
          <>
            <h2>{t('actions')}</h2>
            <ul>
              {state.buttons.map((it) => (
                <li key={it.action}>
                  <button
                    type="button"
                    class="plain"
                    dir="auto"
                    onClick={() => this.#start(it.action)}
                  >
                    {it.label}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        {state.thread.cursor > 0 && this.#keep()}
      </section>
    );
  }

  #start(action: string) {
    this.props.close();
    more?.startAction(app.client, action);
  }

  #keep() {
    const { email, busy, wrong, sent } = this.state;
    const t = this.#t;
    return (
      <>
        <h2>{t('title')}</h2>
        <button type="button" class="plain" disabled={busy} onClick={() => this.#download()}>
          {t('download')}
        </button>
        {this.props.state.face?.answers_by_mail && (
          <form noValidate onSubmit={(event: Event) => this.#mail(event)}>
            <label for="menu-email">{t('mail_to')}</label>
            <div class="mailing">
              <input
                id="menu-email"
                type="email"
                dir="auto"
                autocomplete="email"
                maxLength={EMAIL_CHARS_MAX}
                value={email}
                aria-invalid={wrong !== ''}
                aria-describedby="menu-said"
                onInput={(event) => this.setState({ email: event.currentTarget.value, wrong: '' })}
              />
              <button type="submit" class="plain" disabled={busy}>
                {t('mail')}
              </button>
            </div>
          </form>
        )}
        <p id="menu-said" role="status" class={wrong ? 'wrong' : ''}>
          {wrong || (sent && t('sent', { to: sent }))}
        </p>
      </>
    );
  }
}
