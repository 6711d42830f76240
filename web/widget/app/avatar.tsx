import { Icon } from './icon';

/** A teammate's initials, the assistant's mark, or the clock of a visitor who waits. */
export function Avatar({ name, waiting }: { name?: string | undefined; waiting?: boolean }) {
  if (name) {
    return (
      <span class="avatar person" aria-hidden="true">
        {initials(name)}
      </span>
    );
  }
  return (
    <span class={waiting ? 'avatar waiting' : 'avatar'} aria-hidden="true">
      <Icon name={waiting ? 'clock' : 'spark'} />
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = (word: string | undefined) => Array.from(word ?? '')[0] ?? '';
  const letters = first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '');
  return letters.toLocaleUpperCase();
}
