import { useEffect, useRef, useState } from 'react';
import type { PreviewMessage } from '../../../../widget/preview/message';
import { t } from '../../lib/page-text';
import type { Look, LookShown } from '../../lib/wire';
import { Segments } from '../../ui/segments';

const GROUNDS = ['light', 'dark'] as const;

interface Props {
  site: string;
  look: Look;
  shown: LookShown | undefined;
  face: Omit<PreviewMessage['face'], 'look'>;
}

/** The real launcher and the real panel on a page of ours, with what is not saved yet. */
export function Preview({ site, look, shown, face }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ground, setGround] = useState<(typeof GROUNDS)[number]>('light');
  const [ready, setReady] = useState(false);
  const theme = look.theme === 'system' ? ground : look.theme;
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      if (data === 'ready') setReady(true);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
  const message = shown && {
    launcher: shown.launcher,
    theme,
    face: { ...face, look: shown.panel },
    label: look.label,
    closed: look.sign + look.label,
  };
  const text = JSON.stringify(message);
  useEffect(() => {
    if (ready && text) frame.current?.contentWindow?.postMessage(JSON.parse(text), location.origin);
  }, [ready, text]);
  return (
    <section aria-label={t('look.preview')} className="mb-5 lg:sticky lg:top-16">
      <div className="mb-2 flex items-end justify-between gap-2">
        <Segments
          label={t('look.preview')}
          options={GROUNDS.map((value) => ({ value, label: t(`look.theme_${value}`) }))}
          value={ground}
          onChange={setGround}
        />
      </div>
      <div className="relative h-[36rem] overflow-hidden rounded-card border border-line shadow-card">
        {/* Shown smaller, so that it is wide enough to be no phone. */}
        <iframe
          ref={frame}
          title={t('look.preview')}
          src={`/preview/${site}`}
          className="absolute start-0 top-0 h-[142.9%] w-[142.9%] origin-top-left scale-70 border-0 rtl:origin-top-right"
        />
      </div>
    </section>
  );
}
