// Whether the last answer helped. A second press takes it back; what cannot be sent is taken back
// without a word, because nobody waits for it.
import { Component } from 'preact';
import { app } from './context';

const LIMIT_MS = 15_000;
const THUMB = 'M7 11v9H4v-9ZM7 11l4-8a2 2 0 0 1 3 2l-1 5h5a2 2 0 0 1 2 2l-1.500 6a2 2 0 0 1-2 2H7';

interface Props {
  conversation: string;
  turn: number;
}

type Good = boolean | null;

export class Rating extends Component<Props, { good: Good }> {
  override state = { good: kept(this.props) };
  #sent: Promise<unknown> = Promise.resolve();

  #rate(pressed: boolean) {
    const before = this.state.good;
    const good = before === pressed ? null : pressed;
    this.setState({ good });
    // One after another, so that the last press is the one that counts.
    this.#sent = this.#sent
      .then(() => send(this.props, good))
      .catch(() => this.state.good === good && this.setState({ good: before }));
  }

  override render() {
    return (
      <p class="rating">
        {[true, false].map((good) => (
          <button
            key={`${good}`}
            type="button"
            aria-label={app.t(good ? 'helped' : 'not_helped')}
            aria-pressed={this.state.good === good}
            onClick={() => this.#rate(good)}
          >
            <svg class={`icon${good ? '' : ' thumb-down'}`} viewBox="0 0 24 24" aria-hidden="true">
              <path d={THUMB} />
            </svg>
          </button>
        ))}
      </p>
    );
  }
}

async function send({ conversation, turn }: Props, good: Good): Promise<void> {
  const { api, storage } = app.client;
  const answer = await fetch(`/api/visitor/conversations/${conversation}/turns/${turn}/rating`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api.token}` },
    body: JSON.stringify({ good }),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  if (!answer.ok) throw answer;
  storage.set('rated', JSON.stringify([conversation, turn, good]));
}

/** What was pressed before the page was left; of the last answer alone. */
function kept({ conversation, turn }: Props): Good {
  const [of, at, good] = JSON.parse(app.client.storage.get('rated') ?? '[]');
  return of === conversation && at === turn ? good : null;
}
