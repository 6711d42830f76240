import type { AssistantFace } from '../../shared/events';

/** What the settings tell the preview: a look that may not be saved yet. */
export interface PreviewMessage {
  /** The style sheet of the launcher. */
  launcher: string;
  theme: 'light' | 'dark';
  face: AssistantFace;
  /** Words on the launcher. */
  label: string;
  /** Changes with what only a closed chat shows. */
  closed: string;
}
