import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../lib/text';
import { Button } from './button';

const SAID_MS = 2_000;

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await toClipboard(text));
  return (
    <Button
      small
      onClick={copy}
      icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    >
      <span aria-live="polite">{copied ? t('do.copied') : (label ?? t('do.copy'))}</span>
    </Button>
  );
}

/** Plain http has no clipboard; there the old way still works. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/** Lines to be taken elsewhere. */
export function CopyBox({ text, label }: { text: string; label: string }) {
  return (
    <div className="rounded-card border border-line bg-bg">
      <div className="flex items-center justify-between gap-2 border-b border-line py-1.5 ps-3 pe-1.5">
        <span className="text-sm font-medium text-muted">{label}</span>
        <CopyButton text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <pre className="overflow-x-auto p-3 font-mono text-sm whitespace-pre" tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}
