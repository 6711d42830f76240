import { BellRing, CircleQuestionMark, MessageCircle, Sparkle } from 'lucide-react';
import {
  LAUNCHER_LABEL_CHARS_MAX,
  LOOK_OFFSET_PX_MAX,
  LOOK_RADIUS_PX_MAX,
} from '../../../../shared/limits';
import { t } from '../../lib/page-text';
import type { Look, LookShown } from '../../lib/wire';
import { Card } from '../../ui/card';
import { InputField } from '../../ui/field';
import { Segments } from '../../ui/segments';
import { ColourField } from './colour-field';

const THEMES = ['system', 'light', 'dark'] as const;
const SIDES = ['start', 'end'] as const;
const SIGNS = {
  bubble: MessageCircle,
  question: CircleQuestionMark,
  bell: BellRing,
  spark: Sparkle,
};

interface Props {
  look: Look;
  onChange: (look: Look) => void;
  wrong: Partial<Record<keyof Look, string>>;
  shown: LookShown | undefined;
}

export function LookFields({ look, onChange, wrong, shown }: Props) {
  const set = (change: Partial<Look>) => onChange({ ...look, ...change });
  const dark = look.brand_dark ?? '';
  return (
    <>
      <Card title={t('look.colours')} about={t('look.colours_about')}>
        <div className="flex flex-col gap-4">
          <ColourField
            label={t('look.brand')}
            value={look.brand}
            error={wrong.brand}
            shades={shown?.light}
            ground={t('look.light_ground')}
            onChange={(brand) => set({ brand })}
          />
          <ColourField
            label={t('look.brand_dark')}
            hint={t('look.brand_dark_hint')}
            value={dark}
            error={wrong.brand_dark}
            shades={shown?.dark}
            ground={t('look.dark_ground')}
            onChange={(text) => set({ brand_dark: text.trim() || null })}
          />
          <Segments
            label={t('look.theme')}
            hint={t('look.theme_hint')}
            options={THEMES.map((value) => ({ value, label: t(`look.theme_${value}`) }))}
            value={look.theme}
            onChange={(theme) => set({ theme })}
          />
        </div>
      </Card>
      <Card title={t('look.launcher')} about={t('look.launcher_about')}>
        <div className="flex flex-col gap-4">
          <Segments
            label={t('look.sign')}
            options={Object.entries(SIGNS).map(([value, Icon]) => ({
              value: value as Look['sign'],
              label: t(`look.sign_${value as Look['sign']}`),
              icon: <Icon size={16} aria-hidden />,
            }))}
            value={look.sign}
            onChange={(sign) => set({ sign })}
          />
          <InputField
            label={t('look.label')}
            hint={t('look.label_hint', { max: LAUNCHER_LABEL_CHARS_MAX })}
            error={wrong.label}
            value={look.label}
            dir="auto"
            onChange={(event) => set({ label: event.target.value })}
          />
          <Segments
            label={t('look.side')}
            hint={t('look.side_hint')}
            options={SIDES.map((value) => ({ value, label: t(`look.side_${value}`) }))}
            value={look.side}
            onChange={(side) => set({ side })}
          />
          <div className="grid gap-4 sm:grid-cols-3">
            {(['offset_side_px', 'offset_bottom_px', 'radius_px'] as const).map((key) => (
              <InputField
                key={key}
                label={t(`look.${key}`)}
                type="number"
                min={0}
                max={key === 'radius_px' ? LOOK_RADIUS_PX_MAX : LOOK_OFFSET_PX_MAX}
                inputMode="numeric"
                error={wrong[key]}
                value={look[key]}
                onChange={(event) => set({ [key]: pixels(event.target.value) })}
              />
            ))}
          </div>
        </div>
      </Card>
    </>
  );
}

/** What the server takes as a number of pixels; it says itself what is too many. */
function pixels(text: string): number {
  return Math.min(65_535, Math.max(0, Math.round(Number(text)) || 0));
}
