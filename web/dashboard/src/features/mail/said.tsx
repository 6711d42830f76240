import { t } from '../../lib/page-text';

/** The mail server's own words, which begin with their code; anything else was said on this side,
 * when no server answered. */
export function Said({ words }: { words: string }) {
  const byServer = /^\d{3}\b/.test(words);
  return (
    <p className="mt-1 text-sm wrap-anywhere text-muted">
      {t(byServer ? 'mail.said_server' : 'mail.said_here', { words })}
    </p>
  );
}
